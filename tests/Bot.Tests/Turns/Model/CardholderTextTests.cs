using System.Reflection;
using System.Text.RegularExpressions;
using Cardline.Bot.Model.Checking;
using Cardline.Bot.Turns.Reply;
using Cardline.TestKit;

namespace Cardline.Bot.Tests.Turns.Model;

/// <summary>That a model's text cannot become words for a cardholder but through the check. Whoever adds a way finds this first.</summary>
public sealed partial class CardholderTextTests
{
    private const BindingFlags Any = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    [Fact]
    public void CheckedSentence_IsMadeByTheCheckAlone()
    {
        typeof(CheckedSentence).GetConstructors(Any).ShouldAllBe(constructor => constructor.IsPrivate);
        typeof(CheckedSentence).GetProperties(Any).ShouldAllBe(property => property.SetMethod == null);
        typeof(CheckedSentence).GetMethods(Any).Where(method => method.IsStatic && method.ReturnType.ToString().Contains(nameof(CheckedSentence), StringComparison.Ordinal))
            .ShouldHaveSingleItem().GetParameters()[0].ParameterType.ShouldBe(typeof(IGroundCheck));
        typeof(CheckedSentence).GetMethod("<Clone>$", Any).ShouldBeNull("a record could be copied with other words");
    }

    [Fact]
    public void CardholderText_HasNoSetterAndNoOpenConstructor()
    {
        typeof(CardholderText).GetConstructors(Any).ShouldAllBe(constructor => constructor.IsPrivate);
        typeof(CardholderText).GetProperties(Any).ShouldAllBe(property => property.SetMethod == null);
    }

    [Fact]
    public void CardholderText_WaysToMakeOne_AreTheseAndThoseThatTakeWordsAreForApprovedTexts()
    {
        var ways = typeof(CardholderText).GetMethods(Any).Where(method => method.ReturnType == typeof(CardholderText) && !method.Name.StartsWith('<')).Select(method => method.Name);

        ways.Order().ShouldBe([nameof(CardholderText.Of), nameof(CardholderText.OfChecked), nameof(CardholderText.OfHandoff), nameof(CardholderText.OfLine), nameof(CardholderText.OfRight), nameof(CardholderText.Then), nameof(CardholderText.Titled)]);
        typeof(CardholderText).GetMethod(nameof(CardholderText.OfChecked))!.GetParameters()[0].ParameterType.ShouldBe(typeof(IReadOnlyList<CheckedSentence>));
    }

    /// <summary>Two ways take plain words: those that editors approved. Only the files that read them may use the ways.</summary>
    [Fact]
    public void CardholderText_OfPlainWords_IsUsedForHandoffTextsAlone()
    {
        var used = Sources().Where(file => PlainWords().IsMatch(file.Code)).Select(file => file.Name);

        used.Order().ShouldBe(["HandedOffReply.cs", "HandoffEntries.cs", "OfferMessage.cs", "RightsNoted.cs", "WaitingReply.cs"]);
    }

    /// <summary>No file that asks the model puts a string of its own into a message.</summary>
    [Fact]
    public void Sources_ThatAskTheModel_WriteNoMessageText()
    {
        var asking = Sources().Where(file => file.Code.Contains(".StreamAsync(", StringComparison.Ordinal) || file.Code.Contains(".AskAsync(", StringComparison.Ordinal)).ToList();

        asking.Select(file => file.Name).ShouldContain("AnswerComposer.cs");
        asking.Where(file => file.Code.Contains("[\"text\"] = piece", StringComparison.Ordinal) || PlainWords().IsMatch(file.Code) || file.Code.Contains("BotMessage.Of(", StringComparison.Ordinal)).Select(file => file.Name).ShouldBeEmpty();
    }

    /// <summary>What decides stands in one folder, so that nobody lets a text through with a check of their own.</summary>
    [Fact]
    public void GroundCheck_IsImplementedInItsFolderOnly() =>
        typeof(IGroundCheck).Assembly.GetTypes().Where(type => type.IsClass && typeof(IGroundCheck).IsAssignableFrom(type))
            .ShouldAllBe(type => type.Namespace == typeof(IGroundCheck).Namespace);

    private static IEnumerable<(string Name, string Code)> Sources() =>
        Directory.EnumerateFiles(Path.Combine(Repository.Root, "src", "Bot"), "*.cs", SearchOption.AllDirectories)
            .Where(path => !path.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Select(path => (Path.GetFileName(path), File.ReadAllText(path)));

    [GeneratedRegex(@"CardholderText\.Of(?:Handoff|Right)\(", RegexOptions.None, 1000)]
    private static partial Regex PlainWords();
}
