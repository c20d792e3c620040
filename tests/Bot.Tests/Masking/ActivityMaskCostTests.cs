using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Cardline.Bot.Tests.Masking;

public sealed class ActivityMaskCostTests
{
    /// <summary>Only work that grows with the square of the names takes that long.</summary>
    private static readonly TimeSpan Ceiling = TimeSpan.FromSeconds(10);

    [Fact]
    public void Mask_ThousandsOfNamesThatBecomeOne_KeepsAllAndCostsNoMoreThanOthers()
    {
        var value = new JsonObject();
        for (var i = 0; i < 20_000; i++)
        {
            value[CardEndingAlike(i)] = i;
        }

        var watch = Stopwatch.StartNew();
        var masked = Masks.Activities.Mask(new JsonObject { ["type"] = "message", ["value"] = value }, out _);

        watch.Elapsed.ShouldBeLessThan(Ceiling);
        masked["value"]!.AsObject().Count.ShouldBe(20_000);
        masked["value"]!.AsObject().ShouldAllBe(field => field.Key.StartsWith("************1111", StringComparison.Ordinal));
    }

    private static string CardEndingAlike(int number)
    {
        var begin = "4" + number.ToString("D10", CultureInfo.InvariantCulture);
        return Enumerable.Range(0, 10).Select(digit => $"{begin}{digit}1111").Single(Masks.PassesLuhn);
    }
}
