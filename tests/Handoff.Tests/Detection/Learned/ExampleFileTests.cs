using Cardline.Handoff.Detection;
using Cardline.Handoff.Detection.Learned;

namespace Cardline.Handoff.Tests.Detection.Learned;

public sealed class ExampleFileTests
{
    [Fact]
    public void Read_ExamplesWithCommentsAndEmptyLines_TakesTheExamplesAlone() =>
        Read("# what editors wrote", "", "  ", "fraud\tsomebody paid with my card", "none\t  what is # this  ", "# none\tnot this")
            .ShouldBe([new Example("fraud", "somebody paid with my card"), new Example("none", "what is # this")]);

    [Fact]
    public void Read_FurtherTabs_BelongToTheMessage() => Read("none\tone\ttwo").ShouldHaveSingleItem().Text.ShouldBe("one\ttwo");

    [Theory]
    [InlineData("fraud somebody paid", 1, "a label, a tab and a message")]
    [InlineData("fruad\tsomebody paid", 1, "\"fruad\" is not a label")]
    [InlineData("Fraud\tsomebody paid", 1, "\"Fraud\" is not a label")]
    [InlineData(" fraud\tsomebody paid", 1, "\" fraud\" is not a label")]
    [InlineData("\tsomebody paid", 1, "\"\" is not a label")]
    [InlineData("neutral\tsomebody paid", 1, "the labels are safety, fraud")]
    [InlineData("fraud\t", 7, "has 0 characters")]
    [InlineData("fraud\t  ", 7, "has 0 characters")]
    public void Read_LineThatIsNoExample_IsNamedWithItsPlace(string line, int column, string says)
    {
        var fault = Faults("none\thello", "# a comment", line, "none\tbye").ShouldHaveSingleItem();

        (fault.File, fault.Line, fault.Column, fault.Code).ShouldBe(("reason.en.tsv", 3, column, "HND116"));
        fault.Message.ShouldContain(says);
        fault.ToString().ShouldStartWith($"reason.en.tsv:3:{column}: HND116 ");
    }

    [Fact]
    public void Read_SeveralBrokenLines_NamesEachInTheirOrder() =>
        Faults("nobody\thello", "none\thello", "none", "fraud\t ").Select(fault => (fault.Line, fault.Column, fault.Code)).ShouldBe([(1, 1, "HND116"), (3, 1, "HND116"), (4, 7, "HND116")]);

    [Fact]
    public void Read_LongestMessage_IsTakenAndOneCharacterMoreIsNot()
    {
        var longest = new string('x', ExampleFile.CharsMax);

        Read("none\t" + longest).ShouldHaveSingleItem().Text.ShouldBe(longest);
        Faults("none\t" + longest + "x").ShouldHaveSingleItem().Message.ShouldContain("2001");
    }

    [Fact]
    public void Read_MostExamples_AreTakenAndFromTheNextOnNoneIsRead()
    {
        var most = Enumerable.Repeat("none\thello", ExampleFile.ExamplesMax).ToList();

        Read([.. most]).Count.ShouldBe(ExampleFile.ExamplesMax);
        var fault = Faults([.. most, "none\tone more", "broken"]).ShouldHaveSingleItem();
        (fault.Line, fault.Code).ShouldBe((ExampleFile.ExamplesMax + 1, "HND116"));
    }

    [Fact]
    public void Read_OtherSubject_HasItsOwnLabels()
    {
        ExampleFile.Read("emotion.en.tsv", ["neutral\thello"], Subject.Emotion).ShouldHaveSingleItem().Label.ShouldBe("neutral");
        Should.Throw<HandoffFileException>(() => ExampleFile.Read("emotion.en.tsv", ["fraud\thello"], Subject.Emotion)).Faults.ShouldHaveSingleItem().Code.ShouldBe("HND116");
    }

    private static List<Example> Read(params string[] lines) => ExampleFile.Read("reason.en.tsv", lines, Subject.Reason);

    private static IReadOnlyList<HandoffFault> Faults(params string[] lines) => Should.Throw<HandoffFileException>(() => Read(lines)).Faults;
}
