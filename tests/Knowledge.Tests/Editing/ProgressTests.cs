using Cardline.Knowledge.Editing;

namespace Cardline.Knowledge.Tests.Editing;

public sealed class ProgressTests : IDisposable
{
    private readonly StringWriter error = new();
    private readonly ManualTime time = new(KnowledgeFolder.Today);

    public void Dispose() => error.Dispose();

    [Fact]
    public void Report_InAPipe_SaysNothing()
    {
        var progress = new Progress(error, terminal: false, time);

        progress.Report(1, 3, "reading");
        progress.Report(3, 3, "done");

        error.ToString().ShouldBeEmpty();
    }

    [Fact]
    public void Report_ManyTimesAtOnce_WritesOnceUntilTimeHasPassed()
    {
        var progress = new Progress(error, terminal: true, time);

        for (var i = 0; i < 100; i++) progress.Report(i, 200, "reading");
        error.ToString().ShouldBe("\r0/200 reading");
        time.Advance(Progress.Every);
        progress.Report(100, 200, "links");

        error.ToString().ShouldBe("\r0/200 reading\r100/200 links");
    }

    [Fact]
    public void Report_AtTheEnd_LeavesNothingOnTheLine()
    {
        var progress = new Progress(error, terminal: true, time);

        progress.Report(0, 2, "reading");
        progress.Report(2, 2, "done");

        error.ToString().ShouldBe("\r0/2 reading\r" + new string(' ', "0/2 reading".Length) + "\r");
    }
}
