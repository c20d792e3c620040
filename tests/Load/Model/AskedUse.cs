using Cardline.TestKit.Model;

namespace Cardline.Load.Model;

/// <summary>What the server asks a model for, as it is seen from outside. A new use gets its tag in <see cref="AskedUses"/> and its words in <see cref="HonestModel"/>.</summary>
internal enum AskedUse
{
    /// <summary>The look at whether it serves at all, which belongs to no turn.</summary>
    Look,

    /// <summary>A follow-up spelled out.</summary>
    Rewrite,

    /// <summary>One of several articles.</summary>
    Choose,

    /// <summary>An answer put together.</summary>
    Compose,

    /// <summary>Whether a person is needed.</summary>
    SecondOpinion,

    /// <summary>A note for the agent.</summary>
    Summary,
}

/// <summary>Tells the uses apart.</summary>
internal static class AskedUses
{
    /// <summary>The uses that can be switched on and off.</summary>
    public static IReadOnlyList<AskedUse> All { get; } = [AskedUse.Rewrite, AskedUse.Choose, AskedUse.Compose, AskedUse.SecondOpinion, AskedUse.Summary];

    /// <summary>Says what a request is for, by what stands in its data; of two that hold a talk, by the name of the question.</summary>
    public static AskedUse Of(ModelRequest request)
    {
        var data = request.LastUserText;
        bool Holds(string tag) => data.Contains($"<{tag}>\n", StringComparison.Ordinal);
        return Holds("passages") ? AskedUse.Compose
            : Holds("articles") ? AskedUse.Choose
            : Holds("last_question") ? AskedUse.Rewrite
            : Holds("last_message") ? AskedUse.SecondOpinion
            : Holds("chat") ? AskedUse.Summary
            : AskedUse.Look;
    }

    /// <summary>The name of a use in results.</summary>
    public static string ToName(this AskedUse use) => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(use.ToString());
}
