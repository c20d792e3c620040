using System.Text.Json;
using Cardline.Knowledge.Editing;
using Cardline.Knowledge.Vectors;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Cardline.Knowledge.Tests.Vectors;

public sealed class VectorServicesTests : IDisposable
{
    private static readonly TimeSpan Ceiling = TimeSpan.FromSeconds(20);
    private readonly VagueShelf shelf = new();
    private readonly StringWriter output = new();
    private readonly StringWriter error = new();

    public void Dispose()
    {
        shelf.Dispose();
        output.Dispose();
        error.Dispose();
    }

    [Fact]
    public async Task AddKnowledgeVectors_NoSource_DoesNothing()
    {
        using var host = Host(_ => null);
        await host.StartAsync();

        host.Services.GetRequiredService<IQuestionVectors>().ShouldBeOfType<NoQuestionVectors>().AreOn.ShouldBeFalse();
        await host.StopAsync();
    }

    [Fact]
    public async Task AddKnowledgeVectors_ASource_SuppliesVectorsInTheBackground()
    {
        using var model = shelf.Oracle();
        using var host = Host(_ => model.Source());
        await host.StartAsync();
        var vectors = host.Services.GetRequiredService<IQuestionVectors>();

        SpinWait.SpinUntil(() => vectors.AreOn, Ceiling).ShouldBeTrue();
        var text = shelf.Asked[0].Text;
        var vector = await vectors.OfAsync(text, CancellationToken.None);

        host.Services.GetRequiredService<IKnowledgeBase>().Ask(new Question(text, "en", KnowledgeFolder.Today) { Embedding = vector!.Value }).Why!.Vectors.ShouldNotBeNull();
        await host.StopAsync();
    }

    [Fact]
    public void AskAndEval_NoModel_SayNothingOfVectors()
    {
        Ask(model: null, json: true);
        Ask(model: null, json: false);
        Eval(model: null, json: true);
        Eval(model: null, json: false);

        output.ToString().ShouldNotContain("vector");
        error.ToString().ShouldBeEmpty();
    }

    [Fact]
    public void Ask_ModelThatUnderstands_SaysWhatVectorsDid()
    {
        using var model = shelf.Oracle();
        Ask(model, json: true);

        var vectors = JsonDocument.Parse(output.ToString()).RootElement.GetProperty("vectors");
        vectors.GetProperty("weight").GetDouble().ShouldBeGreaterThan(0);
        vectors.GetProperty("similarity").GetDouble().ShouldBeInRange(-1, 1);
    }

    [Fact]
    public void Eval_ModelThatUnderstands_MeasuresWithIt()
    {
        using var model = shelf.Oracle();
        Eval(model: null, json: true);
        var without = JsonDocument.Parse(output.ToString()).RootElement.GetProperty("hitAt1").GetDouble();
        output.GetStringBuilder().Clear();

        Eval(model, json: true);

        var report = JsonDocument.Parse(output.ToString()).RootElement;
        report.GetProperty("hitAt1").GetDouble().ShouldBeGreaterThan(without + 0.05);
        report.GetProperty("vectors").GetProperty("rows").GetInt32().ShouldBe(VagueShelf.Articles * (VagueShelf.SamplesEach + 1));
    }

    [Fact]
    public void Eval_ModelFails_SaysSoAndMeasuresTheWords()
    {
        using var model = shelf.Oracle();
        model.Before = _ => throw new InvalidOperationException("no");

        Eval(model, json: false).ShouldBe(0);

        output.ToString().ShouldContain("vectors took no part: fake gave none");
        error.ToString().ShouldContain("Model:Embedding");
    }

    private int Ask(FakeEmbeddings? model, bool json) =>
        Commands(model).Ask(new AskRequest(shelf.Asked[0].Text) { Path = shelf.Folder.Path, Json = json, Why = true });

    private int Eval(FakeEmbeddings? model, bool json)
    {
        var file = Path.Combine(shelf.Folder.Path, "asked.tsv");
        File.WriteAllText(file, "question\tarticle\tlang\n" + string.Concat(shelf.Asked.Select(row => $"{row.Text}\t{row.Article}\ten\n")));
        return Commands(model).Eval(new EvalRequest(file) { Path = shelf.Folder.Path, Json = json });
    }

    private EditorCommands Commands(FakeEmbeddings? model) => new(new KnowledgeOptions(), TimeProvider.System, output, error) { Embeddings = model?.Source() };

    private IHost Host(Func<IServiceProvider, EmbeddingSource?> source)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddKnowledge(options => options.Path = shelf.Folder.Path).AddKnowledgeVectors(source);
        return builder.Build();
    }
}
