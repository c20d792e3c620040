namespace Cardline.Bot.Model.Guard;

/// <summary>How many retries all calls of the node together may make, so that an endpoint in trouble is not asked twice as much.</summary>
internal sealed class RetryBudget
{
    /// <summary>Retries that may be saved up, and are there at the start.</summary>
    public const int SavedMax = 5;

    /// <summary>Calls that earn one retry: at most a tenth of the calls is repeated.</summary>
    public const int CallsPerRetry = 10;

    private readonly Lock gate = new();
    private int tenths = SavedMax * CallsPerRetry;

    /// <summary>A call begins.</summary>
    public void Earn()
    {
        lock (gate)
        {
            tenths = Math.Min(tenths + 1, SavedMax * CallsPerRetry);
        }
    }

    /// <summary>Takes one retry, if there is one.</summary>
    public bool TrySpend()
    {
        lock (gate)
        {
            if (tenths < CallsPerRetry)
            {
                return false;
            }

            tenths -= CallsPerRetry;
            return true;
        }
    }
}
