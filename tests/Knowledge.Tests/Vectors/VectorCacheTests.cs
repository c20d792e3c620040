using Cardline.Knowledge.Vectors;

namespace Cardline.Knowledge.Tests.Vectors;

public sealed class VectorCacheTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("cardline-vectors-").FullName;

    private string File => Path.Combine(folder, "deeper", "vectors.bin");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Keep_MoreThanItMay_ForgetsWhatWasUsedLongestAgo()
    {
        var cache = new VectorCache("m", vectorsMax: 20);
        for (var i = 0; i < 20; i++) cache.Keep($"t{i}", [1, i]);
        cache.Find("t0").ShouldNotBeNull();

        cache.Keep("t20", [1, 20]);

        cache.Count.ShouldBe(19);
        cache.Find("t0").ShouldBe([1, 0]);
        cache.Find("t20").ShouldBe([1, 20]);
        cache.Find("t1").ShouldBeNull();
        cache.Find("t2").ShouldBeNull();
        cache.Find("t3").ShouldNotBeNull();
    }

    [Fact]
    public void Read_WhatWasWritten_IsTheSameForTheSameModelOnly()
    {
        var cache = Filled();
        VectorFile.Write(File, cache).ShouldBeTrue();
        var (same, other) = (new VectorCache("m"), new VectorCache("another"));

        VectorFile.Read(File, same).ShouldBeTrue();
        VectorFile.Read(File, other).ShouldBeTrue();

        same.Find("一段文字").ShouldBe([0.6f, 0.8f]);
        same.Find("b").ShouldBe([1, 0, 0]);
        same.Count.ShouldBe(2);
        other.Find("b").ShouldBeNull();
        Directory.GetFiles(Path.GetDirectoryName(File)!).ShouldHaveSingleItem();
    }

    [Fact]
    public void Write_Texts_AreNotInTheFile()
    {
        VectorFile.Write(File, Filled());

        System.Text.Encoding.UTF8.GetString(System.IO.File.ReadAllBytes(File)).ShouldNotContain("一段文字");
    }

    [Fact]
    public void Read_NoFile_IsNoFault() => VectorFile.Read(File, new VectorCache("m")).ShouldBeTrue();

    [Fact]
    public void Read_AnyBrokenByte_IsSaidAndNothingIsBelieved()
    {
        VectorFile.Write(File, Filled());
        var good = System.IO.File.ReadAllBytes(File);
        for (var at = 0; at < good.Length; at++)
        {
            var broken = (byte[])good.Clone();
            broken[at] ^= 0x40;
            System.IO.File.WriteAllBytes(File, broken);
            var cache = new VectorCache("m");
            VectorFile.Read(File, cache).ShouldBeFalse();
            cache.Count.ShouldBe(0);
        }

        for (var length = 0; length < good.Length; length += 7)
        {
            System.IO.File.WriteAllBytes(File, good[..length]);
            VectorFile.Read(File, new VectorCache("m")).ShouldBeFalse();
        }
    }

    [Fact]
    public void Write_PlaceIsTaken_SaysSo()
    {
        Directory.CreateDirectory(File);

        VectorFile.Write(File, Filled()).ShouldBeFalse();
    }

    private static VectorCache Filled()
    {
        var cache = new VectorCache("m");
        cache.Keep("一段文字", [0.6f, 0.8f]);
        cache.Keep("b", [1, 0, 0]);
        return cache;
    }
}
