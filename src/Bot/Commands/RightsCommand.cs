using System.CommandLine;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Cardline.Bot.Conversations;
using Cardline.Handoff.Queue;

namespace Cardline.Bot.Commands;

/// <summary>The command <c>handoff rights</c>: every right that was invoked and not settled, oldest first. It works while the server runs.</summary>
internal static class RightsCommand
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Makes the command.</summary>
    /// <param name="open">Opens the log over the host's store, and says by which clock it goes.</param>
    public static Command Create(Func<(IConversationLog Log, TimeProvider Time)> open)
    {
        var json = new Option<bool>("--json") { Description = "Print one JSON object and nothing else." };
        var command = new Command("rights", "List the rights that are open: invoked by a cardholder, and no agent has said what became of them.") { json };
        command.SetAction(async (parsed, cancel) =>
        {
            var console = parsed.InvocationConfiguration;
            try
            {
                var (log, time) = open();
                var report = await RightsReport.ReadAsync(Over(log), time, cancel);
                await console.Output.WriteLineAsync(parsed.GetValue(json) ? JsonSerializer.Serialize(report, Json) : Shown(report));
                return 0;
            }
            catch (LogUnavailableException unknown)
            {
                await console.Error.WriteLineAsync(unknown.Message);
                return 1;
            }
        });
        return command;
    }

    private static DeskConversations Over(IConversationLog log)
    {
        var nobody = new NoClients();
        return new DeskConversations(log, nobody, nobody);
    }

    private static string Shown(RightsReport report)
    {
        var lines = new List<string> { report.Open == 1 ? "1 right is open." : string.Create(CultureInfo.InvariantCulture, $"{report.Open} rights are open.") };
        if (report.Rights.Count > 0)
        {
            lines.Add($"{"reference",-12}  {"right",-12}  {"since (UTC)",-16}  {"age",-9}  {"where",-18}  conversation");
        }

        lines.AddRange(report.Rights.Select(right => string.Create(
            CultureInfo.InvariantCulture,
            $"{right.Reference,-12}  {right.Right,-12}  {right.At.UtcDateTime:yyyy-MM-dd HH:mm}  {Age(right.AgeSeconds),-9}  {(right.AgentId is { } agent ? "with " + agent : "in the queue"),-18}  {right.ConversationId}")));
        if (report.Rights.Count < report.Open)
        {
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"These are the {report.Rights.Count} oldest."));
        }

        return string.Join(Environment.NewLine, lines);
    }

    private static string Age(long seconds)
    {
        var age = TimeSpan.FromSeconds(seconds);
        FormattableString written = age.Days > 0 ? $"{age.Days} d {age.Hours} h" : age.Hours > 0 ? $"{age.Hours} h {age.Minutes} min" : (FormattableString)$"{age.Minutes} min";
        return FormattableString.Invariant(written);
    }
}
