namespace Cardline.Bot.Model.Checking;

/// <summary>A sentence must not begin as if somebody else spoke it: "Agent Li: ...".</summary>
internal static class SpeakerRules
{
    /// <summary>A speaker's name stands in this many first tokens.</summary>
    private const int TokensMax = 6;

    internal static string? Fault(Reading reading)
    {
        var colon = 0;
        while (colon < reading.Tokens.Count && colon <= TokensMax && reading.SignAt(colon) != ':') colon++;
        if (colon == 0 || colon > TokensMax || colon >= reading.Tokens.Count) return null;
        for (var i = 0; i < colon; i++)
        {
            if (reading.Known(i, WordKind.Speaker) is not null) return reading.Text[..reading.Tokens[colon].End];
        }

        return null;
    }
}
