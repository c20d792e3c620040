namespace Cardline.Benchmarks.Sets;

/// <summary>Reads BANKING77-OOS: 50 intents in scope; near out of scope are the other 27, far are questions of other trades.</summary>
/// <remarks>Each part is a folder with seq.in (questions) and label, line by line. test is used where it is there, else valid.</remarks>
internal static class Banking77Oos
{
    internal const string Name = "banking77_oos";
    internal const string TrainingFile = $"train/{Questions}";
    private const string Questions = "seq.in";
    private const string Labels = "label";

    internal static DataSet Read(DataFolder data)
    {
        var folder = data.Need(Name, TrainingFile);
        string Below(params string[] parts) => Path.Combine([folder, .. parts]);
        string[] kinds = ["id-oos", "ood-oos"];
        var test = Directory.Exists(Below("test")) && kinds.All(kind => Directory.Exists(Below(kind, "test")));
        var part = test ? "test" : "valid";
        return new DataSet(
            Name,
            Rows(Below("train")),
            Rows(Below(part)),
            test ? "test" : "validation",
            [
                new Foreign("near (id-oos)", [.. Rows(Below("id-oos", part)).Select(row => row.Text)]),
                new Foreign("far (ood-oos)", [.. Rows(Below("ood-oos", part)).Select(row => row.Text)]),
            ]);
    }

    private static List<Labelled> Rows(string folder)
    {
        var texts = DataFolder.Lines(Path.Combine(folder, Questions));
        var labels = DataFolder.Lines(Path.Combine(folder, Labels));
        if (texts.Length != labels.Length) throw new DataFault($"{Questions} and {Labels} of {Name} have different numbers of lines.");
        return [.. texts.Zip(labels, (text, label) => new Labelled(text, label)).Where(row => row.Text.Trim().Length > 0)];
    }
}
