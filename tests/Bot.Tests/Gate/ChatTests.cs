using System.Text.Json.Nodes;
using Cardline.Bot.Gate;
using Cardline.Bot.Gate.Chat;
using Cardline.Bot.Gate.Uploads;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Cardline.Bot.Tests.Gate;

public sealed class ChatTests
{
    private const string Token = "/api/chat/token";

    [Fact]
    public async Task Token_Resume_GoesBackToTheSameConversationAndCardholderAfterTheTokenRanOut()
    {
        await using var host = await GateHost.StartAsync();
        var session = await host.TokenAsync();
        using var started = await host.PostAsync("/v3/directline/conversations", session.Token);
        using var said = await host.SayAsync(session, "one");
        host.Clock.Advance(TimeSpan.FromHours(2));

        using var answer = await host.PostAsync(Token, bearer: null, new JsonObject { ["resume"] = session.Resume });
        var back = Session.Of(await answer.JsonAsync());
        using var saidAgain = await host.SayAsync(back, "two");

        back.ConversationId.ShouldBe(session.ConversationId);
        var both = await host.PollAsync(back);
        both.Count.ShouldBe(2);
        ((string?)both[0]!["from"]!["id"]).ShouldBe((string?)both[1]!["from"]!["id"]);
    }

    [Fact]
    public async Task Token_ResumeTooOldOrNotASecret_Is404()
    {
        await using var host = await GateHost.StartAsync();
        var session = await host.TokenAsync();

        using var withToken = await host.PostAsync(Token, bearer: null, new JsonObject { ["resume"] = session.Token });
        host.Clock.Advance(TimeSpan.FromDays(30));
        using var tooOld = await host.PostAsync(Token, bearer: null, new JsonObject { ["resume"] = session.Resume });

        await withToken.ShouldBeRefusedAsync(404, "BOT023");
        await tooOld.ShouldBeRefusedAsync(404, "BOT023");
        (await tooOld.JsonAsync()).ContainsKey("error").ShouldBeFalse();
    }

    [Fact]
    public void Settings_NumberChangesWhileTheServerRuns_ShowsTheNewOne()
    {
        var hotline = "400-000-0100";
        var services = new ServiceCollection();
        services.AddOptions<ChatOptions>().Configure(chat => chat.Hotline["en"] = hotline);
        using var provider = services.BuildServiceProvider();
        var calls = new ChatEndpoints(
            issuer: null!, rates: null!, new NoDesk(), provider.GetRequiredService<IOptionsFactory<ChatOptions>>(),
            Options.Create(new GateOptions()), Options.Create(new UploadOptions()));

        Hotline().ShouldBe("400-000-0100");
        hotline = "400-000-0200";
        Hotline().ShouldBe("400-000-0200");

        string Hotline() => calls.Settings(new DefaultHttpContext()).ShouldBeOfType<JsonHttpResult<ChatSettings>>().Value!.Hotline;
    }

    [Fact]
    public async Task Token_SwitchedOffOrTooMany_IsRefused()
    {
        await using var off = await GateHost.StartAsync(("Chat:Anonymous", "false"));
        await using var few = await GateHost.StartAsync(("Gate:TokensPerAddressPerMinute", "2"));
        await few.TokenAsync();
        await few.TokenAsync();

        using var whenOff = await off.PostAsync(Token, bearer: null);
        using var third = await few.PostAsync(Token, bearer: null);
        using var backend = await few.PostAsync("/v3/directline/tokens/generate", GateHost.Secret);

        await whenOff.ShouldBeRefusedAsync(403, "BOT021");
        await third.ShouldBeRefusedAsync(429, "BOT005");
        ((int)backend.StatusCode).ShouldBe(200);
    }

    [Fact]
    public async Task Token_LanguageOfThePage_BecomesTheConversations()
    {
        await using var host = await GateHost.StartAsync();
        using var answer = await host.PostAsync(Token, bearer: null, new JsonObject { ["lang"] = "zh-Hans" });
        var session = Session.Of(await answer.JsonAsync());

        using var started = await host.PostAsync("/v3/directline/conversations", session.Token);

        ((string?)(await host.LogOfAsync(session))[0]["locale"]).ShouldBe("zh-Hans");
    }

    [Fact]
    public async Task Token_BadBody_IsRefused()
    {
        await using var host = await GateHost.StartAsync();

        using var answer = await host.SendAsync(HttpMethod.Post, Token, bearer: null, new StringContent("{"));

        await answer.ShouldBeRefusedAsync(400, "BOT007");
    }

    [Fact]
    public async Task Settings_ByLanguage_SayWhatThePageShows()
    {
        await using var host = await GateHost.StartAsync(("Chat:Bank:zh-Hans", "某银行"), ("Chat:Hotline:en", "Call 100"), ("Gate:TextCharsMax", "500"));
        host.Seams.AgentsOnDuty = true;

        using var answer = await host.GetAsync("/api/chat/settings?lang=zh-Hans", bearer: null);
        using var other = await host.GetAsync("/api/chat/settings?lang=fr", bearer: null);

        var json = await answer.JsonAsync();
        ((string?)json["bank"]).ShouldBe("某银行");
        ((string?)json["hotline"]).ShouldBe("Call 100");
        ((bool?)json["agentsOnDuty"]).ShouldBe(true);
        ((bool?)json["uploads"]).ShouldBe(false);
        ((int?)json["textCharsMax"]).ShouldBe(500);
        ((string?)(await other.JsonAsync())["bank"]).ShouldBe("Lantern Bank");
    }
}
