using System.Net.Http.Headers;
using System.Text;

namespace Cardline.Bot.Tests.Gate;

public sealed class UploadTests
{
    private static readonly byte[] Png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 1, 2, 3];
    private static readonly (string, string) On = ("Storage:Uploads", "on");

    [Fact]
    public async Task Upload_SwitchedOff_SaysWhatToSet()
    {
        await using var host = await GateHost.StartAsync();
        var session = await host.ConversationAsync();

        using var answer = await UploadAsync(host, session, Parts(null, ("a.txt", "hello"u8.ToArray())));

        await answer.ShouldBeRefusedAsync(400, "BOT016", "BadArgument");
        (await answer.Content.ReadAsStringAsync()).ShouldContain("Storage:Uploads");
        Directory.Exists(Path.Combine(host.Folder, "uploads")).ShouldBeFalse();
    }

    [Fact]
    public async Task Upload_FilesInAnotherOrder_ArePairedByNameInOneMessage()
    {
        await using var host = await GateHost.StartAsync(On);
        var session = await host.ConversationAsync();
        host.Seams.Scheduled.Clear();
        var activity = """
            {"type":"message","text":"see files","channelData":{"attachmentSizes":[11,5],"clientActivityID":"u1"},"from":{"id":"x"},
             "attachments":[{"contentType":"image/gif","name":"凭证.png","thumbnailUrl":"data:image/png;base64,AAAA","extra":1},
                            {"contentType":"text/html","name":"r1.txt","contentUrl":"https://evil.example.test/x","thumbnailUrl":"https://evil.example.test/y"}]}
            """;

        using var answer = await UploadAsync(host, session, Parts(activity, ("r1.txt", "hello"u8.ToArray()), ("凭证.png", Png)));
        var echo = (await host.PollAsync(session)).ShouldHaveSingleItem()!;

        ((string?)(await answer.JsonAsync())["id"]).ShouldBe((string?)echo["id"]);
        var (picture, text) = (echo["attachments"]![0]!, echo["attachments"]![1]!);
        ((string?)picture["contentType"]).ShouldBe("image/png");
        ((string?)picture["thumbnailUrl"]).ShouldBe("data:image/png;base64,AAAA");
        ((int?)picture["extra"]).ShouldBe(1);
        ((string?)text["contentType"]).ShouldBe("text/plain");
        text.AsObject().ContainsKey("thumbnailUrl").ShouldBeFalse();
        host.Seams.Scheduled.Count.ShouldBe(1);
        echo.ToJsonString().ShouldNotContain("evil");

        using var file = await host.Http.GetAsync(new Uri((string)picture["contentUrl"]!));
        (await file.Content.ReadAsByteArrayAsync()).ShouldBe(Png);
        file.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("attachment");
        file.Content.Headers.ContentType!.MediaType.ShouldBe("image/png");
        file.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        file.Headers.GetValues("Content-Security-Policy").Single().ShouldContain("sandbox");
        var stored = (await host.LogOfAsync(session)).Single(entry => (string?)entry["type"] == "message");
        ((string?)stored["attachments"]![0]!["contentUrl"])!.ShouldStartWith("/v3/directline/");
    }

    [Fact]
    public async Task Upload_SameAgain_IsDoneOnce()
    {
        await using var host = await GateHost.StartAsync(On);
        var session = await host.ConversationAsync();
        const string Activity = """{"type":"message","channelData":{"clientActivityID":"u1"},"attachments":[{"name":"a.txt"}]}""";

        using var first = await UploadAsync(host, session, Parts(Activity, ("a.txt", "hello"u8.ToArray())));
        using var again = await UploadAsync(host, session, Parts(Activity, ("a.txt", "hello"u8.ToArray())));
        using var other = await UploadAsync(host, session, Parts(Activity, ("a.txt", "other"u8.ToArray())));
        var echo = (await host.PollAsync(session)).ShouldHaveSingleItem()!;
        using var file = await host.Http.GetAsync(new Uri((string)echo["attachments"]![0]!["contentUrl"]!));

        ((string?)(await again.JsonAsync())["id"]).ShouldBe((string?)(await first.JsonAsync())["id"]);
        await other.ShouldBeRefusedAsync(409, "BOT015");
        (await file.Content.ReadAsStringAsync()).ShouldBe("hello");
        Files(host).Length.ShouldBe(1);
    }

    [Fact]
    public async Task Upload_SingleBodyWithoutActivity_MakesAMessage()
    {
        await using var host = await GateHost.StartAsync(On);
        var session = await host.ConversationAsync();
        var body = new ByteArrayContent([0xFF, 0xD8, 0xFF, 0xE0, 9]);
        body.Headers.ContentType = new MediaTypeHeaderValue("image/jpeg");
        body.Headers.ContentDisposition = ContentDispositionHeaderValue.Parse("name=\"file\"; filename=\"../../x.jpg\"".Insert(0, "form-data; "));

        using var answer = await UploadAsync(host, session, body);

        ((int)answer.StatusCode).ShouldBe(200, await answer.Content.ReadAsStringAsync());
        var echo = (await host.PollAsync(session)).ShouldHaveSingleItem()!;
        ((string?)echo["type"]).ShouldBe("message");
        ((string?)echo["attachments"]![0]!["name"]).ShouldBe("x.jpg");
    }

    [Theory]
    [InlineData("BOT017", 400, "page.png", "<html>\u0000")]
    [InlineData("BOT017", 400, "program.txt", "MZ\u0001\u0002")]
    [InlineData("BOT017", 400, "empty.txt", "")]
    public async Task Upload_ContentOfAnotherKind_IsRefusedWhateverItsName(string code, int status, string name, string content)
    {
        await using var host = await GateHost.StartAsync(On);
        var session = await host.ConversationAsync();

        using var answer = await UploadAsync(host, session, Parts(null, (name, Encoding.UTF8.GetBytes(content))));

        await answer.ShouldBeRefusedAsync(status, code);
        Files(host).ShouldBeEmpty();
        (await host.LogOfAsync(session)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Upload_TooManyTooLargeOrMalformed_IsRefusedAndNothingStays()
    {
        await using var host = await GateHost.StartAsync(On, ("Storage:Uploads:BytesMax", "2048"), ("Storage:Uploads:FilesMax", "2"), ("Storage:Uploads:Kinds:0", "text"));
        var session = await host.ConversationAsync();
        var text = Encoding.UTF8.GetBytes(new string('a', 1500));

        using var large = await UploadAsync(host, session, Parts(null, ("a.txt", text), ("b.txt", text)));
        using var many = await UploadAsync(host, session, Parts(null, ("a.txt", [65]), ("b.txt", [65]), ("c.txt", [65])));
        using var kind = await UploadAsync(host, session, Parts(null, ("a.png", Png)));
        using var missing = await UploadAsync(host, session, Parts("""{"type":"message","attachments":[{"name":"other.txt"}]}""", ("a.txt", [65])));
        using var noFile = await UploadAsync(host, session, Parts("""{"type":"message","text":"x"}"""));
        using var wrongType = await UploadAsync(host, session, Parts("""{"type":"handoff"}""", ("a.txt", [65])));
        using var cut = await UploadAsync(host, session, Cut());
        using var notStarted = await UploadAsync(host, await host.TokenAsync(), Parts(null, ("a.txt", [65])));

        await large.ShouldBeRefusedAsync(413, "BOT008");
        await many.ShouldBeRefusedAsync(413, "BOT018");
        await kind.ShouldBeRefusedAsync(400, "BOT017");
        await missing.ShouldBeRefusedAsync(400, "BOT019");
        await noFile.ShouldBeRefusedAsync(400, "BOT019");
        await wrongType.ShouldBeRefusedAsync(400, "BOT011");
        await cut.ShouldBeRefusedAsync(400, "BOT019");
        await notStarted.ShouldBeRefusedAsync(404, "BOT003");
        Files(host).ShouldBeEmpty();
        (await host.LogOfAsync(session)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task File_WrongConversationOrId_Is404()
    {
        await using var host = await GateHost.StartAsync(On);
        var session = await host.ConversationAsync();
        using var answer = await UploadAsync(host, session, Parts(null, ("a.txt", "hello"u8.ToArray())));
        var path = new Uri((string)(await host.PollAsync(session))[0]!["attachments"]![0]!["contentUrl"]!).AbsolutePath;

        foreach (var wrong in new[] { path.Replace(session.ConversationId, "other"), path[..^1] + (path[^1] == 'a' ? 'b' : 'a'), path[..^64] + "..%2f..%2fcardline.db" })
        {
            using var refused = await host.GetAsync(wrong, session.Token);
            await refused.ShouldBeRefusedAsync(404, "BOT024");
        }
    }

    private static Task<HttpResponseMessage> UploadAsync(GateHost host, Session session, HttpContent body) =>
        host.SendAsync(HttpMethod.Post, $"/v3/directline/conversations/{session.ConversationId}/upload?userId=u1", session.Token, body);

    private static MultipartFormDataContent Parts(string? activity, params (string Name, byte[] Content)[] files)
    {
        var parts = new MultipartFormDataContent();
        foreach (var (name, content) in files)
        {
            parts.Add(Part(content, "application/octet-stream", "file", name));
        }

        // Last, and named like a file: it is told by its content type only.
        if (activity is not null)
        {
            parts.Add(Part(Encoding.UTF8.GetBytes(activity), "application/vnd.microsoft.activity", "activity", "blob"));
        }

        return parts;
    }

    private static ByteArrayContent Part(byte[] content, string type, string name, string fileName)
    {
        var part = new ByteArrayContent(content);
        part.Headers.TryAddWithoutValidation("Content-Type", type);

        // Browsers send the name as plain UTF-8 between quotes.
        part.Headers.TryAddWithoutValidation("Content-Disposition", $"form-data; name=\"{name}\"; filename=\"{Latin1OfUtf8(fileName)}\"");
        return part;
    }

    private static string Latin1OfUtf8(string text) => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));

    private static ByteArrayContent Cut()
    {
        var body = new ByteArrayContent(Encoding.UTF8.GetBytes("--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\nhel"));
        body.Headers.TryAddWithoutValidation("Content-Type", "multipart/form-data; boundary=b");
        return body;
    }

    private static string[] Files(GateHost host)
    {
        var folder = Path.Combine(host.Folder, "uploads");
        return Directory.Exists(folder) ? Directory.GetFiles(folder, "*", SearchOption.AllDirectories) : [];
    }
}
