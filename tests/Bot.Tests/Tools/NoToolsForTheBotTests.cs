using System.Reflection;
using Cardline.Bot.Model;
using Cardline.Bot.Tools;
using Cardline.TestKit;
using Microsoft.Extensions.AI;

namespace Cardline.Bot.Tests.Tools;

/// <summary>The bot's own turn gives its model no tools: whatever a text says, there is nothing that it could call.</summary>
public sealed class NoToolsForTheBotTests
{
    private static readonly string[] Forbidden = ["Cardline.Bot.Tools", "AITool", "AIFunction", "CardlineTool", "ChatToolMode"];

    [Fact]
    public void Turns_InSource_NameNoTool()
    {
        Naming("src/Bot/Turns").ShouldBeEmpty();
        Naming("src/Bot/Tools").ShouldNotBeEmpty("or the search finds nothing at all");
    }

    [Fact]
    public void Model_InSource_DoesNotKnowTheTools() =>
        Files("src/Bot/Model").Where(file => File.ReadAllText(file).Contains("Bot.Tools", StringComparison.Ordinal) || File.ReadAllText(file).Contains("CardlineTool", StringComparison.Ordinal)).ShouldBeEmpty();

    [Fact]
    public void Turns_InTheAssembly_HoldAndTakeNoTool()
    {
        Holding("Cardline.Bot.Turns", IsTool).ShouldBeEmpty();
        Holding("Cardline.Bot.Tools", IsTool).ShouldNotBeEmpty("or the search finds nothing at all");
    }

    [Fact]
    public void Model_InTheAssembly_HoldsAndTakesNoneOfOurTools() => Holding("Cardline.Bot.Model", IsOurs).ShouldBeEmpty();

    [Fact]
    public void ModelAsk_AndWhatComesBack_HaveNoPlaceForATool()
    {
        foreach (var type in (Type[])[typeof(ModelAsk), typeof(ModelReply), typeof(ModelPiece)])
        {
            type.GetProperties().ShouldAllBe(property => !IsTool(property.PropertyType) && !property.Name.Contains("Tool"));
        }
    }

    private static List<string> Holding(string room, Func<Type, bool> wrong)
    {
        var all = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        return [.. typeof(IModel).Assembly.GetTypes().Where(type => type.Namespace?.StartsWith(room, StringComparison.Ordinal) == true)
            .SelectMany(type => type.GetFields(all).Select(field => field.FieldType)
                .Concat(type.GetConstructors(all).SelectMany(made => made.GetParameters()).Select(parameter => parameter.ParameterType))
                .Where(wrong).Select(found => $"{type}: {found}"))];
    }

    private static bool IsTool(Type type) =>
        typeof(AITool).IsAssignableFrom(type) || IsOurs(type) || (type.IsArray && IsTool(type.GetElementType()!)) || type.GenericTypeArguments.Any(IsTool);

    private static bool IsOurs(Type type) => type.Namespace == typeof(CardlineTools).Namespace || type.GenericTypeArguments.Any(IsOurs);

    private static IEnumerable<string> Naming(string folder) =>
        Files(folder).Where(file => Forbidden.Any(word => File.ReadAllText(file).Contains(word, StringComparison.Ordinal))).Select(file => Path.GetFileName(file));

    private static IEnumerable<string> Files(string folder) => Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.cs", SearchOption.AllDirectories);
}
