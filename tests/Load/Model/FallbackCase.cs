using Cardline.TestKit.Model;

namespace Cardline.Load.Model;

/// <summary>A way in which a model does not serve.</summary>
/// <param name="Name">Its name in the results.</param>
/// <param name="Answer">What the fake does with every request from then on.</param>
internal sealed record FallbackCase(string Name, Func<ModelRequest, ModelAnswer> Answer)
{
    private const int TokensBeforeTheEnd = 5;
    private static readonly TimeSpan LongWait = TimeSpan.FromSeconds(30);

    /// <summary>Gets all of them.</summary>
    public static IReadOnlyList<FallbackCase> All { get; } =
    [
        new("stalls before the first byte", _ => ModelAnswer.Stall()),
        new("stalls in the middle", request => ModelAnswer.Stall(HonestModel.WordsFor(request), TokensBeforeTheEnd)),
        new("500 for ever", _ => ModelAnswer.Error(500)),
        new("429, Retry-After 30", _ => ModelAnswer.Error(429, retryAfter: LongWait)),
        new("garbage", _ => ModelAnswer.Garbage()),
        new("hangs up", _ => ModelAnswer.HangUp()),
    ];
}
