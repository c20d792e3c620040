using Cardline.Knowledge.Vectors;

namespace Cardline.Knowledge.Tests.Vectors;

public sealed class EmbedderTests : IDisposable
{
    private static readonly string[] Texts = [.. Enumerable.Range(0, 150).Select(number => $"text {number}")];
    private readonly FakeEmbeddings model = new(text => FakeEmbeddings.Noise(text));
    private readonly VectorCache cache = new("fake");
    private readonly ManualTime time = new(KnowledgeFolder.Today);

    public void Dispose() => model.Dispose();

    [Fact]
    public async Task Ensure_ManyTexts_AsksInBatchesAndEachOnce()
    {
        var embedded = await Embedder().EnsureAsync(Texts, CancellationToken.None);

        embedded.ShouldBe(new Embedded(150, 150, 0, 3));
        model.Texts.ShouldBe(Texts);
        (await Embedder().EnsureAsync(Texts, CancellationToken.None)).ShouldBe(new Embedded(150, 0, 0, 0));
    }

    [Fact]
    public async Task Ensure_LongTexts_KeepsEachCallSmall()
    {
        string[] texts = [.. Enumerable.Range(0, 50).Select(number => new string((char)('a' + (number % 26)), 1_900) + number)];

        await Embedder().EnsureAsync(texts, CancellationToken.None);

        model.Calls.ShouldBe(3);
        model.Texts.ShouldBe(texts);
    }

    [Fact]
    public async Task Ensure_FailsOnce_TriesThatBatchAgain()
    {
        model.Before = _ => model.Calls == 2 ? throw new TimeoutException() : Task.CompletedTask;

        (await Embedder().EnsureAsync(Texts, CancellationToken.None)).Calls.ShouldBe(4);
        cache.Count.ShouldBe(150);
    }

    [Fact]
    public async Task Ensure_FailsInTheMiddle_KeepsWhatCameBefore()
    {
        model.Before = _ => model.Calls >= 2 ? throw new TimeoutException() : Task.CompletedTask;

        await Should.ThrowAsync<EmbeddingFault>(() => Embedder().EnsureAsync(Texts, CancellationToken.None));

        cache.Count.ShouldBe(FirstBatch);
        model.Before = _ => Task.CompletedTask;
        (await Embedder().EnsureAsync(Texts, CancellationToken.None)).New.ShouldBe(150 - FirstBatch);
    }

    [Fact]
    public async Task Call_StallsAndDoesNotListen_EndsInItsTime()
    {
        model.Before = _ => new TaskCompletionSource().Task;
        var call = Embedder().CallAsync(["a"], TimeSpan.FromSeconds(1), CancellationToken.None);

        time.Advance(TimeSpan.FromMilliseconds(999));
        call.IsCompleted.ShouldBeFalse();
        time.Advance(TimeSpan.FromMilliseconds(1));

        (await Should.ThrowAsync<EmbeddingFault>(() => call)).Kind.ShouldBe(EmbeddingFaultKind.Late);
    }

    [Fact]
    public async Task Call_TurnIsOver_IsCancelledAndNoFault()
    {
        using var cancel = new CancellationTokenSource();
        model.Before = _ => new TaskCompletionSource().Task;
        var call = Embedder().CallAsync(["a"], TimeSpan.FromSeconds(1), cancel.Token);

        await cancel.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => call);
    }

    [Theory]
    [InlineData("none")]
    [InlineData("one less")]
    [InlineData("zeros")]
    [InlineData("not a number")]
    [InlineData("empty")]
    public async Task Ensure_GivesNonsense_IsMalformedAndKeepsNothingOfIt(string nonsense)
    {
        model.After = made => nonsense switch
        {
            "none" => [],
            "one less" => made[1..],
            "zeros" => made.ConvertAll(vector => new float[vector.Length]),
            "not a number" => made.ConvertAll(vector => (float[])[float.NaN, .. vector[1..]]),
            _ => made.ConvertAll(_ => Array.Empty<float>()),
        };

        (await Should.ThrowAsync<EmbeddingFault>(() => Embedder().EnsureAsync(Texts, CancellationToken.None))).Kind.ShouldBe(EmbeddingFaultKind.Malformed);
        cache.Count.ShouldBe(0);
    }

    [Fact]
    public async Task Ensure_OneTextOfManyGivesNothing_GoesOnWithoutIt()
    {
        model.After = made => made.ConvertAll(vector => ReferenceEquals(vector, made[0]) && model.Calls == 2 ? new float[vector.Length] : vector);

        var embedded = await Embedder().EnsureAsync(Texts, CancellationToken.None);

        embedded.Unusable.ShouldBe(1);
        cache.Find(Texts[FirstBatch]).ShouldBeNull();
        cache.Count.ShouldBe(149);
    }

    [Fact]
    public async Task Ensure_ModelChangedItsDimension_AsksForEverythingAnew()
    {
        await Embedder().EnsureAsync(Texts[..100], CancellationToken.None);
        using var changed = new FakeEmbeddings(text => FakeEmbeddings.Noise(text, dimension: 20));

        var embedded = await new Embedder(changed.Source(), cache, time).EnsureAsync(Texts, CancellationToken.None);

        embedded.New.ShouldBe(50 + 150);
        Texts.ShouldAllBe(text => cache.Find(text)!.Length == 20);
        cache.Generation.ShouldBe(1);
    }

    [Fact]
    public async Task Ensure_DimensionNeverTheSame_GivesUp()
    {
        using var wild = new FakeEmbeddings(text => FakeEmbeddings.Noise(text, dimension: 10 + (text.Length % 2)));

        (await Should.ThrowAsync<EmbeddingFault>(() => new Embedder(wild.Source(), cache, time).EnsureAsync(Texts, CancellationToken.None))).Kind.ShouldBe(EmbeddingFaultKind.Dimension);
        wild.Calls.ShouldBe(6);
    }

    [Fact]
    public async Task Ensure_VectorTooLong_IsRefused()
    {
        using var huge = new FakeEmbeddings(_ => new float[UnitVector.DimensionsMax + 1]);

        await Should.ThrowAsync<EmbeddingFault>(() => new Embedder(huge.Source(), cache, time).EnsureAsync(["a"], CancellationToken.None));
    }

    private const int FirstBatch = Knowledge.Vectors.Embedder.BatchMax;

    private Embedder Embedder() => new(model.Source(), cache, time);
}
