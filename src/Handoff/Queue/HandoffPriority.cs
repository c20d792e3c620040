using Cardline.Handoff.Detection;

namespace Cardline.Handoff.Queue;

/// <summary>Which cases are served first: 0 before 1 before 2 before 3.</summary>
public static class HandoffPriority
{
    /// <summary>The class of cases that nobody asked for urgently.</summary>
    public const int Lowest = 3;

    /// <summary>The last class of danger to life or money: safety, fraud, a taken over account, a lost card.</summary>
    public const int UrgentMax = 1;

    /// <summary>Gives the priority class of a reason.</summary>
    /// <param name="reason">One of <see cref="HandoffReasons"/>.</param>
    /// <returns>0 for safety; 1 for fraud, a taken over account, a lost card; 2 for what else acts at once; 3 for what was offered.</returns>
    public static int Of(string reason) => reason switch
    {
        "safety" => 0,
        "fraud" or "takeover_scam" or "lost_stolen" => 1,
        _ => HandoffReasons.AtOnce.Contains(reason) ? 2 : Lowest,
    };

    /// <summary>Gives the time within which a case of a class is to be served.</summary>
    internal static TimeSpan Target(HandoffOptions options, int priority) => TimeSpan.FromSeconds(priority switch
    {
        0 => options.SafetyTargetSeconds,
        1 => options.FraudTargetSeconds,
        2 => options.AtOnceTargetSeconds,
        _ => options.OfferedTargetSeconds,
    });
}
