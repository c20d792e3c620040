namespace Cardline.Benchmarks.Sets;

/// <summary>Reads what customers of the finance desk of MultiDoGO said: train.tsv to learn from and dev.tsv to be measured on. A test part is not looked for.</summary>
/// <remarks>A row with several intents has <see cref="Between"/> between them; there is none without an intent.</remarks>
internal static class MultiDogo
{
    internal const string Name = "multidogo_finance";
    internal const string TrainingFile = "train.tsv";
    internal const string Between = "<div>";
    private const string DevelopmentFile = "dev.tsv";
    private const string Text = "utterance";
    private const string Intent = "intent";

    internal static (IReadOnlyList<Labelled> Training, IReadOnlyList<Labelled> Development) Read(DataFolder data)
    {
        var folder = data.Need(Name, TrainingFile);
        return (Rows(Path.Combine(folder, TrainingFile)), Rows(Path.Combine(folder, DevelopmentFile)));
    }

    private static List<Labelled> Rows(string file)
    {
        var lines = DataFolder.Lines(file);
        var head = lines.Length > 0 ? lines[0].Split('\t') : [];
        var (text, intent) = (Array.IndexOf(head, Text), Array.IndexOf(head, Intent));
        if (text < 0 || intent < 0) throw new DataFault($"The first line of {Name}/{Path.GetFileName(file)} does not name {Text} and {Intent}.");
        var rows = new List<Labelled>();
        foreach (var line in lines.Skip(1).Where(line => line.Length > 0))
        {
            var cells = line.Split('\t');
            rows.Add(cells.Length == head.Length && cells[intent].Length > 0
                ? new Labelled(cells[text], cells[intent])
                : throw new DataFault($"Row {rows.Count + 1} of {Name}/{Path.GetFileName(file)} has not {head.Length} cells with an intent among them."));
        }

        return rows.Count > 0 ? rows : throw new DataFault($"{Name}/{Path.GetFileName(file)} has no rows.");
    }
}
