using System.Diagnostics;
using Cardline.Bot.Model.Guard;

namespace Cardline.Bot.Tests.Model;

/// <summary>What telemetry says of a call, and what it must never say.</summary>
public sealed class ModelTelemetryTests
{
    private const string Words = "zebracrossing";

    [Fact]
    public async Task Ask_AGoodReply_RecordsTheConventionsNamesAndNoWords()
    {
        using var causes = new Causes();
        List<Activity> spans = [];
        var model = $"m-{Guid.NewGuid():N}";
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == ModelInstruments.SourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = span =>
            {
                if (model.Equals(span.GetTagItem("gen_ai.request.model")))
                {
                    spans.Add(span);
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
        await using var endpoint = await Endpoint.StartAsync(Endpoint.SaysAndEnds("stop", (11, 7), Words));
        using var bench = new Bench(endpoint.Address, options => options.Chat = model);
        bench.Prompts.Text = Words;

        await bench.AskAsync();

        var seen = causes.Seen.Where(figure => figure.Tags.Any(tag => model.Equals(tag.Value))).ToList();
        seen.Select(figure => figure.Name).ShouldBe(["gen_ai.client.token.usage", "gen_ai.client.token.usage", "gen_ai.client.operation.duration"], ignoreOrder: true);
        seen.Where(figure => figure.Name is "gen_ai.client.token.usage").Select(figure => figure.Value).ShouldBe([11, 7], ignoreOrder: true);
        var tags = seen.Last(figure => figure.Name is "gen_ai.client.operation.duration").Tags;
        tags.ShouldBe(
            [
                new("gen_ai.operation.name", "chat"), new("gen_ai.provider.name", "openai"), new("gen_ai.request.model", model), new("cardline.use", "rewrite"),
                new("gen_ai.response.model", "m-1"),
            ], ignoreOrder: true);
        var span = spans.ShouldHaveSingleItem();
        span.DisplayName.ShouldBe($"chat {model}");
        span.GetTagItem("gen_ai.usage.output_tokens").ShouldBe(7L);
        foreach (var value in seen.SelectMany(figure => figure.Tags).Concat(span.TagObjects).Select(tag => tag.Value?.ToString()))
        {
            value.ShouldNotBe(Words);
            value.ShouldNotBe(Bench.Conversation);
        }
    }

    [Fact]
    public void NameOf_WhatDoesNotLookLikeAModelsName_IsOther()
    {
        ModelInstruments.NameOf("my card 4111 is lost").ShouldBe("other");
        ModelInstruments.NameOf(new string('a', 200)).ShouldBe("other");
        ModelInstruments.NameOf("").ShouldBeNull();
    }

    [Fact]
    public void Name_EveryCause_IsOneLowerCaseWord()
    {
        foreach (var cause in Enum.GetValues<Fallback>())
        {
            cause.Name().ShouldMatch("^[a-z_]+$");
        }

        Fallback.NotTheApi.Name().ShouldBe("not_the_api");
    }
}
