using Cardline.Knowledge.Articles;
using Cardline.Knowledge.Index;
using Cardline.Knowledge.Search;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cardline.Knowledge.Tests;

/// <summary>A knowledge folder of a test's own, deleted afterwards.</summary>
internal sealed class KnowledgeFolder : IDisposable
{
    internal static readonly DateTimeOffset Today = new(2026, 6, 1, 4, 0, 0, TimeSpan.Zero);
    internal static readonly TimeZoneInfo Shanghai = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    internal KnowledgeFolder()
    {
        Directory.CreateDirectory(System.IO.Path.Combine(Path, "articles"));
    }

    internal string Path { get; } = Directory.CreateTempSubdirectory("cardline-knowledge-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);

    internal KnowledgeFolder Write(string file, string text)
    {
        var path = System.IO.Path.Combine(Path, file);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return this;
    }

    /// <summary>Writes a small article; <paramref name="extra"/> holds further front-matter lines.</summary>
    internal KnowledgeFolder Article(string id, string lang, string title, string body, string extra = "", string date = "") =>
        Write($"articles/t/{id}.{lang}{date}.md", $"---\nid: {id}\nlang: {lang}\ntitle: \"{title}\"\n{(extra.Length == 0 ? string.Empty : extra + "\n")}---\n{body}\n");

    internal KnowledgeContent Read(KnowledgeContent? lastGood = null) => new FolderReader(Path).Read(lastGood);

    internal IKnowledgeBase Open()
    {
        var index = new KnowledgeIndex(Read(), KnowledgeServices.Engine);
        return new IndexedAnswers(() => index, Shanghai);
    }

    internal IndexStore Store(TimeProvider time) => new(Path, KnowledgeServices.Engine, time, Shanghai, NullLogger<IndexStore>.Instance);

    /// <summary>Six bilingual articles of a small bank, with facts.</summary>
    internal static KnowledgeFolder Small()
    {
        var folder = new KnowledgeFolder();
        folder.Write("facts.yml", """
            fee.gold: [{value: 300, unit: CNY}]
            fee.platinum: [{value: 2000, unit: CNY}, {value: 2200, unit: CNY, from: 2027-01-01}]
            rate.daily: [{value: 0.05, unit: percent}]
            """);
        folder.Article("fee.gold", "en", "What is the annual fee of the Gold card?", "It is {{fee.gold}}.\n\nPaid once a year.", "questions: [how much is the gold card per year, gold yearly fee]\napplies: {product: [gold]}\nfollowups: [interest.rate, fee.platinum]");
        folder.Article("fee.gold", "zh-Hans", "金卡年费是多少？", "每年{{fee.gold}}。", "questions: [金卡一年多少钱, 金卡收年费吗]\napplies: {product: [gold]}\nfollowups: [interest.rate]");
        folder.Article("fee.platinum", "en", "What is the annual fee of the Platinum card?", "It is {{fee.platinum}}.", "questions: [how much is the platinum card per year, platinum yearly fee]\napplies: {product: [platinum]}");
        folder.Article("fee.platinum", "zh-Hans", "白金卡年费是多少？", "每年{{fee.platinum}}。", "questions: [白金卡一年多少钱]\napplies: {product: [platinum]}");
        folder.Article("interest.rate", "en", "What interest rate does the card charge?", "The rate is {{rate.daily}} a day.", "questions: [how is interest calculated]\nnot_questions: [how long is the interest-free period]");
        folder.Article("interest.rate", "zh-Hans", "信用卡利息怎么算？", "日利率{{rate.daily}}。", "questions: [利息是多少]");
        folder.Article("interest.free", "en", "How long is the interest-free period?", "Up to fifty days.", "questions: [days without interest]");
        folder.Article("interest.free", "zh-Hans", "免息期有多长？", "最长五十天。", "questions: [多少天不收利息]");
        folder.Article("card.lost", "en", "My card is lost or stolen: what do I do?", "Block it at once.", "questions: [I lost my card, somebody stole my card]\nhandoff: offer\nrisk: safety\nsources: [{name: Cardholder agreement, section: \"6.2\"}]");
        folder.Article("card.lost", "zh-Hans", "卡丢了怎么办？", "请马上挂失。", "questions: [信用卡被偷了, 卡不见了]\nhandoff: offer");
        folder.Article("pin.forgot", "en", "I forgot my PIN", "Set a new one in the app.", "questions: [how do I reset my pin]");
        folder.Article("pin.forgot", "zh-Hans", "忘记密码怎么办？", "在App里重设。", "questions: [怎么重置密码]");
        return folder;
    }
}
