using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Cardline.Architecture.Tests;

/// <summary>What is read from the syntax of one C# file.</summary>
internal static class CSharpRules
{
    /// <summary>Most lines of a C# file.</summary>
    public const int FileLinesMax = 300;

    /// <summary>Most lines of a method, from its first modifier to its last brace.</summary>
    public const int MethodLinesMax = 70;

    /// <summary>Finds a file that is too long.</summary>
    public static IEnumerable<Finding> LongFile(string path, string text, int linesMax = FileLinesMax)
    {
        var lines = text.Split('\n').Length - (text.EndsWith('\n') ? 1 : 0);
        if (lines > linesMax)
        {
            yield return new Finding(path, $"{lines} lines, at most {linesMax}");
        }
    }

    /// <summary>Finds methods, constructors, accessors and local functions that are too long, and top-level code of a program.</summary>
    public static IEnumerable<Finding> LongMethods(string path, string text)
    {
        var root = Parse(text);
        foreach (var node in root.DescendantNodes())
        {
            if (node is BaseMethodDeclarationSyntax or AccessorDeclarationSyntax or LocalFunctionStatementSyntax && LinesOf(node) is var lines and > MethodLinesMax)
            {
                yield return new Finding($"{path}:{NameOf(node)}", $"{lines} lines, at most {MethodLinesMax}");
            }
        }

        var top = root.Members.OfType<GlobalStatementSyntax>().Where(s => s.Statement is not LocalFunctionStatementSyntax).Sum(s => LinesOf(s));
        if (top > MethodLinesMax)
        {
            yield return new Finding($"{path}:(top level)", $"{top} lines, at most {MethodLinesMax}");
        }
    }

    /// <summary>Finds classes of the host that are neither internal nor closed for inheritance.</summary>
    public static IEnumerable<Finding> OpenClasses(string path, string text)
    {
        foreach (var type in Parse(text).DescendantNodes().OfType<TypeDeclarationSyntax>().Where(IsClass))
        {
            var subject = $"{path}:{type.Identifier.Text}";
            if (Has(type, SyntaxKind.PublicKeyword) && type.Parent is not TypeDeclarationSyntax)
            {
                yield return new Finding(subject, "is public; the host is nobody's library");
            }

            if (!Has(type, SyntaxKind.SealedKeyword) && !Has(type, SyntaxKind.StaticKeyword) && !Has(type, SyntaxKind.AbstractKeyword))
            {
                yield return new Finding(subject, "is not sealed");
            }
        }
    }

    /// <summary>Parses one file.</summary>
    public static CompilationUnitSyntax Parse(string text) => CSharpSyntaxTree.ParseText(text).GetCompilationUnitRoot();

    private static bool IsClass(TypeDeclarationSyntax type) =>
        type is ClassDeclarationSyntax || (type is RecordDeclarationSyntax record && !record.ClassOrStructKeyword.IsKind(SyntaxKind.StructKeyword));

    private static bool Has(TypeDeclarationSyntax type, SyntaxKind modifier) => type.Modifiers.Any(modifier);

    private static int LinesOf(SyntaxNode node)
    {
        // The span without leading comments: documentation is not what makes a method long.
        var span = node.SyntaxTree.GetLineSpan(node.Span);
        return span.EndLinePosition.Line - span.StartLinePosition.Line + 1;
    }

    private static string NameOf(SyntaxNode node) => node switch
    {
        MethodDeclarationSyntax method => method.Identifier.Text,
        ConstructorDeclarationSyntax constructor => constructor.Identifier.Text,
        LocalFunctionStatementSyntax local => local.Identifier.Text,
        AccessorDeclarationSyntax { Parent.Parent: PropertyDeclarationSyntax property } => property.Identifier.Text,
        _ => node.Kind().ToString(),
    };
}
