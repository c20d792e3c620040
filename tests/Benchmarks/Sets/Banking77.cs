namespace Cardline.Benchmarks.Sets;

/// <summary>Reads BANKING77: train.csv and, where it is there, test.csv, both with the header text,category.</summary>
internal static class Banking77
{
    internal const string Name = "banking77";
    internal const string TrainingFile = "train.csv";
    private const string TestFile = "test.csv";

    internal static DataSet Read(DataFolder data)
    {
        var folder = data.Need(Name, TrainingFile);
        var test = Path.Combine(folder, TestFile);
        return new DataSet(Name, Rows(Path.Combine(folder, TrainingFile)), File.Exists(test) ? Rows(test) : null, "test", []);
    }

    internal static IReadOnlyList<Labelled> Rows(string file)
    {
        var lines = Csv.Rows(File.ReadAllText(file)).ToList();
        if (lines is not [["text", "category"], ..]) throw new DataFault($"{Path.GetFileName(file)} does not begin with the line text,category.");
        if (lines.FindIndex(line => line.Length != 2) is >= 0 and var odd) throw new DataFault($"Row {odd + 1} of {Path.GetFileName(file)} has not two cells.");
        return lines.Count > 1
            ? [.. lines.Skip(1).Select(line => new Labelled(line[0], line[1]))]
            : throw new DataFault($"{Path.GetFileName(file)} has no rows.");
    }
}
