namespace Cardline.TestKit.Model.Wire;

/// <summary>When each token is due. Counted from the beginning, so that a late token does not make all after it late.</summary>
internal sealed class Pace(ModelAnswer.Words answer, TimeProvider clock)
{
    private readonly long _began = clock.GetTimestamp();

    /// <summary>Waits until a token is due; without a pace, not at all.</summary>
    /// <param name="number">From 0.</param>
    /// <param name="cancel">Ends the wait.</param>
    public async Task UntilAsync(int number, CancellationToken cancel)
    {
        var due = answer.FirstAfter + (answer.TokensPerSecond is { } pace ? TimeSpan.FromSeconds(number / pace) : TimeSpan.Zero);
        var left = due - clock.GetElapsedTime(_began);
        if (left > TimeSpan.Zero)
        {
            await Task.Delay(left, clock, cancel);
        }
    }
}
