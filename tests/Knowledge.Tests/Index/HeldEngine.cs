using Cardline.Knowledge.Articles;
using Cardline.Knowledge.Search;

namespace Cardline.Knowledge.Tests.Index;

/// <summary>The real engine, whose training a test can hold up for as long as it looks around.</summary>
internal sealed class HeldEngine : IDisposable
{
    private readonly ManualResetEventSlim open = new(initialState: true);
    private readonly SemaphoreSlim held = new(0);
    private int begun;
    private int givenUp;

    /// <summary>Gets how many trainings began.</summary>
    internal int Begun => Volatile.Read(ref begun);

    /// <summary>Gets how many were given up.</summary>
    internal int GivenUp => Volatile.Read(ref givenUp);

    /// <summary>Gets the token of the training that began last.</summary>
    internal CancellationToken Token { get; private set; }

    public void Dispose()
    {
        open.Set();
        open.Dispose();
        held.Dispose();
    }

    internal void Hold() => open.Reset();

    internal void LetGo() => open.Set();

    /// <summary>Waits until a training stands still.</summary>
    internal bool WaitUntilHeld(TimeSpan ceiling) => held.Wait(ceiling);

    internal IRanker Train(IReadOnlyList<RankedDocument> documents, Glossary glossary, IReadOnlyList<string> outside, CancellationToken cancel)
    {
        Interlocked.Increment(ref begun);
        Token = cancel;
        try
        {
            if (!open.IsSet)
            {
                held.Release();
                open.Wait(cancel);
            }

            return KnowledgeServices.Engine(documents, glossary, outside, cancel);
        }
        catch (OperationCanceledException)
        {
            Interlocked.Increment(ref givenUp);
            throw;
        }
    }
}
