using Cardline.Bot.Conversations;
using Cardline.Bot.Operations;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Cardline.Bot.Tests.Operations;

public sealed class FailureAnswerTests
{
    [Fact]
    public async Task Handle_StoreIsAway_AnswersItsNumberAndNothingOfTheException()
    {
        var http = Context();

        (await new FailureAnswer().TryHandleAsync(http, new LogUnavailableException("secret path"), default)).ShouldBeTrue();

        http.Response.StatusCode.ShouldBe(503);
        http.Response.Body.Position = 0;
        var body = await new StreamReader(http.Response.Body).ReadToEndAsync();
        body.ShouldContain("BOT030");
        body.ShouldNotContain("secret path");
    }

    [Fact]
    public async Task Handle_AnythingElse_IsLeftToTheDefaultThatTellsNothing()
    {
        var http = Context();
        (await new FailureAnswer().TryHandleAsync(http, new InvalidOperationException("secret"), default)).ShouldBeFalse();
        http.Response.Body.Length.ShouldBe(0);
    }

    private static DefaultHttpContext Context() => new()
    {
        RequestServices = new ServiceCollection().AddLogging().AddProblemDetails().BuildServiceProvider(), Response = { Body = new MemoryStream() },
    };
}
