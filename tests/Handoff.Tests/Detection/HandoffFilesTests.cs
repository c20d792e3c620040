using Cardline.Handoff.Detection;
using Cardline.Handoff.Tests.Doubles;
using Microsoft.Extensions.Options;

namespace Cardline.Handoff.Tests.Detection;

/// <summary>Edits of what is learnt from, taken while the desk is open.</summary>
public sealed class HandoffFilesTests : IDisposable
{
    private const int Taken = 3000;
    private const int Broken = 3001;

    private readonly EditorsFolder _folder = new(EditorsFolder.Few);
    private readonly ManualTime _time = new();
    private readonly LoggedLines<HandoffFiles> _log = new();

    [Fact]
    public async Task AtOnce_EditedExamples_AreLearntInTheBackgroundAndTaken()
    {
        var files = Files();
        var before = files.Version;
        SaidTurn[] gnome = [new("cardholder", "an orange troll hid my bill")];
        files.AtOnce(gnome).ShouldBe(HandoffDecision.None);

        _folder.Append(EditorsFolder.Examples, "fraud\tan orange troll hid my card\nfraud\tan orange troll hid my points\nfraud\tan orange troll hid my statement\n");
        files.Version.ShouldBe(before, "nobody looks before a second is over");
        Look(files);

        var line = (await _log.Of(Taken, 1)).ShouldHaveSingleItem();
        files.Version.ShouldNotBe(before);
        line.ShouldContain(files.Version);
        files.AtOnce(gnome).ShouldBe(new HandoffDecision(HandoffStep.Handoff, "fraud", gnome[0].Text, HandoffPolicy.ExamplesRule));
        _log.Of(Broken).ShouldBeEmpty();
    }

    [Fact]
    public async Task AtOnce_BrokenExamples_TheLastGoodOnesStayUntilTheyAreMended()
    {
        var files = Files();
        var before = files.Version;
        SaidTurn[] gnome = [new("cardholder", "a purple gnome took my bill")];

        _folder.Append(EditorsFolder.Examples, "nobody\tone\nnone two\n");
        Look(files);
        Look(files);

        files.Version.ShouldBe(before);
        files.AtOnce(gnome).Reason.ShouldBe("dispute");
        var line = _log.Of(Broken).ShouldHaveSingleItem();
        line.ShouldContain("handoff/examples/reason.en.tsv:17:1: HND116");
        line.ShouldContain("handoff/examples/reason.en.tsv:18:1: HND116");
        _log.Of(Taken).ShouldBeEmpty();

        _folder.Write(EditorsFolder.Examples, string.Join('\n', EditorsFolder.Few.Where(example => !example.StartsWith("dispute", StringComparison.Ordinal))));
        Look(files);
        await _log.Of(Taken, 1);
        files.Version.ShouldNotBe(before);
        files.AtOnce(gnome).ShouldBe(HandoffDecision.None);
        _log.Of(Broken).Count.ShouldBe(1);
    }

    [Fact]
    public async Task AtOnce_EditTakenBack_IsJudgedAsBefore()
    {
        var files = Files();
        var before = files.Version;

        _folder.Append(EditorsFolder.Examples, "none\tand another thing\n");
        Look(files);
        await _log.Of(Taken, 1);
        files.Version.ShouldNotBe(before);
        _folder.Write(EditorsFolder.Examples, string.Join('\n', EditorsFolder.Few) + "\n");
        Look(files);
        await _log.Of(Taken, 2);

        files.Version.ShouldBe(before);
    }

    [Fact]
    public async Task AtOnce_ExamplesTakenAway_RulesAloneDecide()
    {
        var files = Files();

        File.Delete(Path.Combine(_folder.FullPath, EditorsFolder.Examples));
        Look(files);
        await _log.Of(Taken, 1);

        files.Version.ShouldBe(HandoffPolicy.OfRules(RuleFile.Read("handoff.yml", File.ReadAllText(Path.Combine(_folder.FullPath, "handoff.yml")))).Version);
        files.AtOnce([new SaidTurn("cardholder", "a purple gnome took my bill")]).ShouldBe(HandoffDecision.None);
        files.AtOnce([new SaidTurn("cardholder", "someone stole my card")]).Reason.ShouldBe("lost_stolen");
    }

    [Theory]
    [InlineData("handoff/examples/reason.en.tsv", "nobody\tone", "reason.en.tsv:17:1: HND116")]
    [InlineData("handoff/concepts.yml", "a: yes", "concepts.yml:1:1: HND115")]
    [InlineData("handoff.yml", "\nnonsense: 1", "HND102")]
    public void Start_BrokenFile_Throws(string file, string line, string says)
    {
        _folder.Append(file, line);

        Should.Throw<HandoffFileException>(Files).Message.ShouldContain(says);
        _log.Of(Taken).ShouldBeEmpty();
    }

    public void Dispose()
    {
        _folder.Dispose();
        _log.Dispose();
    }

    private HandoffFiles Files() => new(Options.Create(new HandoffOptions { Path = _folder.FullPath, Fact = (name, _) => $"<{name}>" }), _time, _log);

    /// <summary>Lets the files be looked at, as the next message would.</summary>
    private void Look(HandoffFiles files)
    {
        _time.Advance(TimeSpan.FromSeconds(2));
        _ = files.Version;
    }
}
