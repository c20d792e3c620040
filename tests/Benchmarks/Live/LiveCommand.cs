using System.CommandLine;
using Cardline.Benchmarks.Scale;

namespace Cardline.Benchmarks.Live;

/// <summary>The command <c>live</c>: how long until an edited article answers.</summary>
internal static class LiveCommand
{
    private const int EditsMax = 50;

    internal static Command Make()
    {
        var sizes = new Option<string>("--articles") { Description = "Numbers of articles, with commas.", DefaultValueFactory = _ => "1000,10000" };
        var edits = new Option<int>("--edits") { Description = "Edits, one after the other.", DefaultValueFactory = _ => 5 };
        var within = new Option<double?>("--within") { Description = "Seconds; exit code 1 when the median edit takes longer." };
        var command = new Command("live", "Measure how long until an edited article answers.") { sizes, edits, within };
        command.SetAction(async (parsed, cancel) =>
        {
            if (ScaleCommand.Sizes(parsed.GetRequiredValue(sizes)) is not { } counts)
            {
                await parsed.InvocationConfiguration.Error.WriteLineAsync("--articles takes numbers of 1 to 20000 with commas.");
                return 1;
            }

            var table = new Table("articles", "start ms", "edit until answered ms, median", "longest", "processor ms per edit", "slowest answer meanwhile ms");
            var late = false;
            foreach (var count in counts)
            {
                Progress.Show($"{count} articles");
                var times = await new LiveRun(TimeProvider.System).MeasureAsync(count, Math.Clamp(parsed.GetValue(edits), 1, EditsMax), cancel);
                var ordered = times.Edits.Order().ToList();
                late |= ordered[ordered.Count / 2].TotalSeconds > parsed.GetValue(within);
                table.Add(
                    $"{count}", Table.Number(times.Start.TotalMilliseconds), Table.Number(ordered[ordered.Count / 2].TotalMilliseconds), Table.Number(ordered[^1].TotalMilliseconds),
                    Table.Number(times.ProcessorPerEdit.TotalMilliseconds), Table.Number(times.SlowestAnswer.TotalMilliseconds));
            }

            await parsed.InvocationConfiguration.Output.WriteLineAsync(table.ToMarkdown());
            return late ? 1 : 0;
        });
        return command;
    }
}
