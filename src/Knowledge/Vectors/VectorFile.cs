using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Cardline.Knowledge.Vectors;

/// <summary>Keeps the vectors on disk, so that a start or a command pays for none of them again.</summary>
/// <remarks>
/// The form: eight signs of name and version; then for each vector 16 bytes of key, the count of its numbers and these, little-endian as
/// the machine is; at the end the SHA-256 of everything before. A file that is not exactly so is as good as none.
/// </remarks>
internal static class VectorFile
{
    private const int EntryHead = 20;

    private static ReadOnlySpan<byte> Name => "CLVEC001"u8;

    /// <summary>Reads a file into a cache.</summary>
    /// <returns>False when there is a file that cannot be used; a file that is missing is no fault.</returns>
    internal static bool Read(string path, VectorCache cache)
    {
        if (!File.Exists(path)) return true;
        try
        {
            // Looked at first: a file that was never ours may be larger than the memory.
            if (new FileInfo(path).Length > (long)VectorCache.VectorsMax * (EntryHead + (sizeof(float) * UnitVector.DimensionsMax))) return false;
            return Entries(File.ReadAllBytes(path), cache);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Writes all vectors of a cache beside the file and then in its place, so that nobody reads half of it.</summary>
    /// <returns>False when it could not be written; the old file is then as it was.</returns>
    internal static bool Write(string path, VectorCache cache)
    {
        var beside = $"{path}.{Environment.ProcessId}.new";
        try
        {
            if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder) Directory.CreateDirectory(folder);
            using (var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256))
            using (var file = File.Create(beside))
            {
                Put(file, hash, Name);
                foreach (var (key, vector) in cache.All())
                {
                    Put(file, hash, MemoryMarshal.AsBytes([key.First, key.Second]));
                    Put(file, hash, MemoryMarshal.AsBytes([vector.Length]));
                    Put(file, hash, MemoryMarshal.AsBytes<float>(vector));
                }

                file.Write(hash.GetHashAndReset());
            }

            File.Move(beside, path, overwrite: true);
            return true;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static void Put(FileStream file, IncrementalHash hash, ReadOnlySpan<byte> bytes)
    {
        file.Write(bytes);
        hash.AppendData(bytes);
    }

    private static bool Entries(ReadOnlySpan<byte> bytes, VectorCache cache)
    {
        if (bytes.Length < Name.Length + SHA256.HashSizeInBytes || !bytes.StartsWith(Name)) return false;
        var body = bytes[..^SHA256.HashSizeInBytes];
        if (!SHA256.HashData(body).AsSpan().SequenceEqual(bytes[^SHA256.HashSizeInBytes..])) return false;
        for (var rest = body[Name.Length..]; rest.Length > 0;)
        {
            if (rest.Length < EntryHead) return false;
            var key = new VectorKey(BitConverter.ToUInt64(rest), BitConverter.ToUInt64(rest[8..]));
            var count = BitConverter.ToInt32(rest[16..]);
            if (count is < UnitVector.DimensionsMin or > UnitVector.DimensionsMax || rest.Length < EntryHead + (count * sizeof(float))) return false;
            cache.Keep(key, MemoryMarshal.Cast<byte, float>(rest.Slice(EntryHead, count * sizeof(float))).ToArray());
            rest = rest[(EntryHead + (count * sizeof(float)))..];
        }

        return true;
    }
}
