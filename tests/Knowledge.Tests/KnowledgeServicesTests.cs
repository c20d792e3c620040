using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Cardline.Knowledge.Tests;

public sealed class KnowledgeServicesTests : IDisposable
{
    // Less than the watcher's regular look, so that only a notice of the system can be in time.
    private static readonly TimeSpan Ceiling = TimeSpan.FromSeconds(20);
    private readonly KnowledgeFolder folder = KnowledgeFolder.Small();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task AddKnowledge_FileChangesWhileServing_IsInUseWithoutARestart()
    {
        using var host = Host(options => options.Path = folder.Path);
        await host.StartAsync();
        var knowledge = host.Services.GetRequiredService<IKnowledgeBase>();
        var before = knowledge.Version;

        folder.Article("new.one", "en", "Is there something new?", "Yes.");

        SpinWait.SpinUntil(() => knowledge.Version != before, Ceiling).ShouldBeTrue();
        knowledge.Ask(new Question("is there something new", "en", KnowledgeFolder.Today)).Text.ShouldBe("Yes.");
        await host.StopAsync();
    }

    [Fact]
    public async Task AddKnowledge_FolderMissing_ServesUnknownAndSaysSoInTheLog()
    {
        var log = new CollectedLog();
        using var host = Host(options => options.Path = Path.Combine(folder.Path, "nowhere"), log);
        await host.StartAsync();

        var answer = host.Services.GetRequiredService<IKnowledgeBase>().Ask(new Question("I forgot my PIN", "en", KnowledgeFolder.Today));

        answer.Outcome.ShouldBe(AnswerOutcome.Unknown);
        answer.Candidates.ShouldBeEmpty();
        log.Lines.Where(line => line.Id == 4001).ShouldHaveSingleItem().Level.ShouldBe(LogLevel.Error);
        log.Lines.ShouldAllBe(line => !line.Text.Contains("forgot"));
        await host.StopAsync();
    }

    [Fact]
    public void AddKnowledge_CalledTwice_RegistersOnce()
    {
        var services = new ServiceCollection().AddLogging().AddKnowledge(options => options.Path = folder.Path).AddKnowledge(_ => { });

        services.Count(service => service.ServiceType == typeof(IKnowledgeBase)).ShouldBe(1);
        services.Count(service => service.ServiceType == typeof(IHostedService) && service.ImplementationFactory is not null).ShouldBe(1);
    }

    [Fact]
    public async Task AddKnowledge_UnknownTimeZone_FailsAtTheStart()
    {
        using var host = Host(options => options.TimeZone = "Mars/Olympus");

        var fault = await Should.ThrowAsync<OptionsValidationException>(() => host.StartAsync());
        fault.Message.ShouldContain("Knowledge:TimeZone");
    }

    private static IHost Host(Action<KnowledgeOptions> configure, CollectedLog? log = null)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(null);
        if (log is not null) builder.Logging.AddProvider(log);
        builder.Services.AddKnowledge(configure);
        return builder.Build();
    }
}
