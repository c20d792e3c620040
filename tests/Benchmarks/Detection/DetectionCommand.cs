using System.CommandLine;
using System.Globalization;
using Cardline.Benchmarks.Sets;
using Cardline.Handoff.Detection;
using Cardline.Handoff.Detection.Learned;
using Cardline.TestKit;

namespace Cardline.Benchmarks.Detection;

/// <summary>The command <c>detection</c>: what the classifier of messages reaches on public data sets and on our own examples, and what learning costs.</summary>
internal static class DetectionCommand
{
    private const double BytesPerMegabyte = 1024 * 1024;

    internal static Command Make()
    {
        var data = new Option<DirectoryInfo>("--data") { Description = "The folder of the data sets; a set that is not there is left out.", Required = true };
        var command = new Command("detection", "What the learnt part of the handoff reaches on GoEmotions, on MultiDoGO and cross-validated on our own examples.") { data };
        command.SetAction(parsed =>
        {
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            try
            {
                Run(new DataFolder(parsed.GetRequiredValue(data).FullName), output, error);
                return 0;
            }
            catch (DataFault fault)
            {
                error.WriteLine(fault.Message);
                return 1;
            }
        });
        return command;
    }

    private static void Run(DataFolder data, TextWriter output, TextWriter error)
    {
        var spent = Spent.Begin(TimeProvider.System);
        var folder = Path.Combine(Repository.Root, "knowledge-base");
        var rules = RuleFile.Read("handoff.yml", File.ReadAllText(Path.Combine(folder, "handoff.yml")));
        // First of all, so that it finds the process as a start does: nothing compiled, nothing allocated.
        var product = Cost(folder, rules, output);
        var learner = new Learner(Lessons.Read(folder, rules.Variants));
        var own = OwnExamples.Read(folder, learner);
        if (Has(GoEmotions.Name, GoEmotions.TrainingFile)) output.WriteLine(new Comments(learner, own, product).Run(data));
        if (Has(MultiDogo.Name, MultiDogo.TrainingFile)) output.WriteLine(Intents.Run(data, learner));
        output.WriteLine(new CrossValidation(own).Run());
        output.WriteLine(spent.Line());

        bool Has(string set, string file)
        {
            if (data.Of(set, file) is not null) return true;
            error.WriteLine($"{set} is left out: its {file} is not in the data folder.");
            return false;
        }
    }

    private static Experience Cost(string folder, RuleSet rules, TextWriter output)
    {
        var held = GC.GetTotalMemory(forceFullCollection: true);
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var spent = Spent.Begin(TimeProvider.System);
        var lessons = Lessons.Read(folder, rules.Variants);
        var read = spent.Wall;
        var product = Experience.Of(lessons) ?? throw new DataFault("knowledge-base/handoff/examples holds no examples.");
        var (wall, processor) = (spent.Wall, spent.Processor);
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        var heap = GC.GetGCMemoryInfo().HeapSizeBytes;
        var examples = lessons.Examples.Sum(of => of.Count);
        lessons = null;
        held = GC.GetTotalMemory(forceFullCollection: true) - held;
        var table = new Table("learning all our examples", "examples", "s", "of it reading", "s of processor", "MB allocated", "MB of heap at the last collection", "MB kept");
        table.Add(
            "once, as at a start", $"{examples}", Seconds(wall), Seconds(read), Seconds(processor), Megabytes(allocated), Megabytes(heap), Megabytes(held));
        output.WriteLine(table.ToMarkdown());
        return product;
    }

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);

    private static string Megabytes(long bytes) => (bytes / BytesPerMegabyte).ToString("0", CultureInfo.InvariantCulture);
}
