using Cardline.Benchmarks.Sets;

namespace Cardline.Knowledge.Tests.Benchmarks;

public sealed class DataSetTests
{
    private const string Domains = """{"banking": ["balance"], "credit_cards": ["card_declined"], "travel": ["flight"]}""";
    private const string Validation = """
        {"train": [["my balance", "balance"], ["card declined", "card_declined"], ["a flight", "flight"]],
         "val": [["balance left", "balance"], ["fly", "flight"]],
         "oos_train": [["secret", "oos"]], "oos_val": [["who won", "oos"]]}
        """;

    [Fact]
    public void Clinc150_WithoutTestPart_TakesValidationAndNoLearntNegatives()
    {
        using var folder = new KnowledgeFolder();
        folder.Write("clinc150/domains.json", Domains).Write("clinc150/train_val.json", Validation);

        var set = Clinc150.Read(new DataFolder(folder.Path));

        set.HeldOutName.ShouldBe("validation");
        set.Training.Select(row => row.Category).ShouldBe(["balance", "card_declined"]);
        set.HeldOut!.Select(row => row.Text).ShouldBe(["balance left"]);
        set.OutOfScope[0].Texts.ShouldBe(["who won"]);
        set.OutOfScope[1].Texts.ShouldBe(["fly"]);
        set.Training.ShouldNotContain(row => row.Text == "secret");
    }

    [Fact]
    public void Clinc150_TestPartInAnotherFile_IsTakenInstead()
    {
        using var folder = new KnowledgeFolder();
        folder.Write("domains.json", Domains).Write("train_val.json", Validation)
            .Write("test.json", """{"test": [["test balance", "balance"]], "oos_test": [["weather", "oos"]]}""");

        var set = Clinc150.Read(new DataFolder(folder.Path));

        set.HeldOutName.ShouldBe("test");
        set.HeldOut!.Select(row => row.Text).ShouldBe(["test balance"]);
        set.OutOfScope[0].Texts.ShouldBe(["weather"]);
        set.OutOfScope[1].Texts.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(false, "validation")]
    [InlineData(true, "test")]
    public void Banking77Oos_TestPart_IsTakenWhenItIsThere(bool withTest, string expected)
    {
        using var folder = new KnowledgeFolder();
        void Part(string part, string text) => folder.Write($"banking77_oos/{part}/seq.in", $"{text}\n").Write($"banking77_oos/{part}/label", "label\n");
        foreach (var part in (string[])["train", "valid", "id-oos/valid", "ood-oos/valid"]) Part(part, part);
        foreach (var part in withTest ? (string[])["test", "id-oos/test", "ood-oos/test"] : []) Part(part, part);

        var set = Banking77Oos.Read(new DataFolder(folder.Path));

        set.HeldOutName.ShouldBe(expected);
        set.HeldOut!.Single().Text.ShouldBe(withTest ? "test" : "valid");
        set.OutOfScope.Select(kind => kind.Texts.Single()).ShouldBe(withTest ? ["id-oos/test", "ood-oos/test"] : ["id-oos/valid", "ood-oos/valid"]);
    }

    [Fact]
    public void Banking77_OtherHeader_SaysWhatWasExpected()
    {
        using var folder = new KnowledgeFolder();
        folder.Write("train.csv", "category,text\na,b\n");

        Should.Throw<DataFault>(() => Banking77.Read(new DataFolder(folder.Path))).Message.ShouldBe("train.csv does not begin with the line text,category.");
    }

    [Fact]
    public void Banking77_NoSuchFolder_SaysWhichFileIsMissing()
    {
        using var folder = new KnowledgeFolder();

        Should.Throw<DataFault>(() => Banking77.Read(new DataFolder(folder.Path))).Message.ShouldContain("banking77/train.csv");
    }
}
