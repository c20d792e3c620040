namespace Cardline.Bot.Tests.Gate;

public sealed class SecurityHeadersTests
{
    [Theory]
    [InlineData("/", "frame-ancestors 'self'")]
    [InlineData("/chat", "frame-ancestors 'self' https://www.example.test")]
    [InlineData("/desk/board", "frame-ancestors 'none'")]
    [InlineData("/not/there", "frame-ancestors 'self'")]
    public async Task Page_CarriesTheGuards(string path, string ancestors)
    {
        await using var host = await GateHost.StartAsync(("Gate:EmbedOrigins:0", "https://www.example.test"));

        using var answer = await host.GetAsync(path, bearer: null);

        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        policy.ShouldStartWith("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self' ws: wss:; font-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'self'; ");
        policy.ShouldEndWith(ancestors);
        policy.ShouldNotContain("unsafe");
        answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        answer.Headers.GetValues("Referrer-Policy").ShouldBe(["no-referrer"]);
        answer.Headers.Contains("Permissions-Policy").ShouldBeTrue();
    }
}
