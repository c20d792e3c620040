using System.Text;
using Cardline.Bot.Tools;

namespace Cardline.Bot.Tests.Tools;

public sealed class BoundedLinesTests
{
    [Theory]
    [InlineData("12345678\n12345678\n1234", 1)]
    [InlineData("12345678\n12345678\n1234", 3)]
    [InlineData("12345678\n12345678\n1234", 100)]
    [InlineData("\n\n\n", 2)]
    public async Task Read_LinesWithinTheBound_ComeWhole(string text, int pieces)
    {
        var (read, tooLong) = await ReadAsync(text, pieces);

        (read, tooLong).ShouldBe((text, 0));
    }

    [Theory]
    [InlineData("123456789", 1)]
    [InlineData("123456789", 100)]
    [InlineData("1\n123456789\n2", 1)]
    [InlineData("1\n123456789\n2", 4)]
    public async Task Read_OneByteMore_EndsTheInput_AndSaysSoOnce(string text, int pieces)
    {
        var (read, tooLong) = await ReadAsync(text, pieces);

        tooLong.ShouldBe(1);
        read.ShouldNotContain("123456789");
    }

    private static async Task<(string Read, int TooLong)> ReadAsync(string text, int pieces)
    {
        var tooLong = 0;
        using var inner = new MemoryStream(Encoding.UTF8.GetBytes(text));
        await using var lines = new BoundedLines(inner, 8, () => tooLong++);
        var (read, buffer) = (new MemoryStream(), new byte[pieces]);
        while (await lines.ReadAsync(buffer) is var count and > 0)
        {
            read.Write(buffer, 0, count);
        }

        (await lines.ReadAsync(buffer)).ShouldBe(0, "an ended input stays ended");
        return (Encoding.UTF8.GetString(read.ToArray()), tooLong);
    }
}
