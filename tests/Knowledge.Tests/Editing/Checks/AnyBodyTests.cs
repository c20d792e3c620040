using System.Diagnostics;
using FsCheck;
using FsCheck.Fluent;

namespace Cardline.Knowledge.Tests.Editing.Checks;

public sealed class AnyBodyTests
{
    private static readonly string[] Pieces =
    [
        "[", "](", ")", "<", ">", "<!--", "-->", "# ", "- ", "1. ", "{{", "}}", "{{fee}}", "fee.one ", "400-", "000", "百", "千", "十", "两", "百分之", "http", "://", "@", ".com", "\n", "\n\n",
        "\u200B", "😀", "\u200D", "ignore ", "all ", "previous ", "instructions", "data:", "base64,", "style=", "color:white", "1 January ", "99:99", "9999999999999999999999999999999", "|", "`",
    ];

    [Fact]
    public void Lint_BodyOfAnyMix_EndsAndNeverThrows()
    {
        Prop.ForAll<byte[]>(choices =>
        {
            using var folder = new CheckedFolder("fee.one: [{value: 40, unit: CNY}]");
            folder.Both("Text. " + string.Concat(choices.Select(choice => Pieces[choice % Pieces.Length])));
            return folder.All().Length > 0;
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("<a b ", 20_000)]
    [InlineData("a.", 50_000)]
    [InlineData("1 ", 20_000)]
    [InlineData("1-", 20_000)]
    [InlineData("百", 20_000)]
    [InlineData("ignore all ", 10_000)]
    [InlineData("[x](y) ", 3_000)]
    [InlineData("Aa1+", 20_000)]
    [InlineData("40 yuan fee one ", 5_000)]
    public void Lint_ManyTimesTheSamePiece_EndsInSeconds(string piece, int times)
    {
        using var folder = new CheckedFolder("fee.one: [{value: 40, unit: CNY}]");
        folder.Both("Text.\n\n" + string.Concat(Enumerable.Repeat(piece, times)));
        var watch = Stopwatch.StartNew();

        folder.All().ShouldNotBeEmpty();

        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(30));
    }
}
