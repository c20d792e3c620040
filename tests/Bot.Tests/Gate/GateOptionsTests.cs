using Microsoft.Extensions.Options;

namespace Cardline.Bot.Tests.Gate;

public sealed class GateOptionsTests
{
    [Theory]
    [InlineData("Gate:BodyBytesMax", "10")]
    [InlineData("Gate:TextCharsMax", "0")]
    [InlineData("Gate:JsonDepthMax", "1000")]
    [InlineData("Gate:TokenMinutes", "1")]
    [InlineData("Gate:KeyRotationDays", "0")]
    [InlineData("Gate:EmbedOrigins:0", "https://a.example.test; script-src *")]
    [InlineData("DirectLine:Secret", "short")]
    [InlineData("DirectLine:AllowedOrigins:0", "*")]
    [InlineData("PublicUrl", "ftp://chat.example.test")]
    [InlineData("PublicUrl", "chat.example.test")]
    [InlineData("Storage:Uploads:BytesMax", "1")]
    [InlineData("Storage:Uploads:Kinds:0", "exe")]
    public async Task Start_SettingOutOfRange_StopsTheProgram(string key, string value)
    {
        await Should.ThrowAsync<OptionsValidationException>(async () =>
        {
            await using var host = await GateHost.StartAsync((key, value));
        });
    }

    [Fact]
    public void Refusals_EveryNumberHasOnePage()
    {
        var root = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(root, "Bot.sln")))
        {
            root = Path.GetDirectoryName(root)!;
        }

        var fixedOnes = typeof(Cardline.Bot.Gate.Refusals).GetFields().Select(field => field.GetValue(null)).OfType<Cardline.Bot.Gate.Refusal>();
        var codes = fixedOnes.Select(refusal => refusal.Code).Concat(["BOT008", "BOT009", "BOT012", "BOT018"]).ToList();

        codes.ShouldBeUnique();
        codes.Count.ShouldBe(30);
        codes.ShouldAllBe(code => File.Exists(Path.Combine(root, "docs", "errors", code + ".md")));
    }
}
