using Cardline.Benchmarks.Sets;

namespace Cardline.Knowledge.Tests.Benchmarks;

public sealed class CsvTests
{
    [Fact]
    public void Rows_QuotedCell_KeepsCommasBreaksAndQuotationMarks() =>
        Csv.Rows("text,category\n\"Is it \"\"late\"\", or\nlost?\",card_arrival\n")
            .ShouldBe([["text", "category"], ["Is it \"late\", or\nlost?", "card_arrival"]]);

    [Fact]
    public void Rows_WindowsBreaksAndNoLastBreak_HoldNoCarriageReturn() =>
        Csv.Rows("a,b\r\n\"c\",d\r\n\r\ne,f").ShouldBe([["a", "b"], ["c", "d"], ["e", "f"]]);

    [Fact]
    public void Rows_EmptyCells_AreKept() => Csv.Rows("a,\n,b\n").ShouldBe([["a", ""], ["", "b"]]);

    [Fact]
    public void Rows_MoreThanTheBound_EndsOneAfterIt() => Csv.Rows("a\nb\nc\nd\n", rowsMax: 2).Count().ShouldBe(3);
}
