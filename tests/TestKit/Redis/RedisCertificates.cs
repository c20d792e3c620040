using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Cardline.TestKit.Redis;

/// <summary>An authority that nobody else trusts and the certificate it gave a server, as PEM files in a folder.</summary>
public sealed class RedisCertificates : IDisposable
{
    private readonly X509Certificate2 _authority;

    /// <summary>Makes both and writes the files.</summary>
    /// <param name="folder">Holds <c>ca.pem</c>, <c>server.pem</c> and <c>server-key.pem</c>.</param>
    /// <param name="names">DNS names of the server; 127.0.0.1 is always named.</param>
    public RedisCertificates(string folder, params string[] names)
    {
        var now = TimeProvider.System.GetUtcNow();
        using var authorityKey = RSA.Create(2048);
        var request = new CertificateRequest("CN=Cardline test authority", authorityKey, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        _authority = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(30));

        using var key = RSA.Create(2048);
        var server = new CertificateRequest("CN=Cardline test server", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var alternatives = new SubjectAlternativeNameBuilder();
        alternatives.AddIpAddress(IPAddress.Loopback);
        foreach (var name in names)
        {
            alternatives.AddDnsName(name);
        }

        server.CertificateExtensions.Add(alternatives.Build());
        using var issued = server.Create(_authority, now.AddDays(-1), now.AddDays(20), RandomNumberGenerator.GetBytes(8));

        (AuthorityFile, ServerFile, KeyFile) = (Path.Combine(folder, "ca.pem"), Path.Combine(folder, "server.pem"), Path.Combine(folder, "server-key.pem"));
        File.WriteAllText(AuthorityFile, _authority.ExportCertificatePem());
        File.WriteAllText(ServerFile, issued.ExportCertificatePem());
        File.WriteAllText(KeyFile, key.ExportPkcs8PrivateKeyPem());
    }

    /// <summary>Gets the path of the authority's certificate.</summary>
    public string AuthorityFile { get; }

    /// <summary>Gets the path of the server's certificate.</summary>
    public string ServerFile { get; }

    /// <summary>Gets the path of the server's key.</summary>
    public string KeyFile { get; }

    /// <summary>Says whether this authority gave the certificate.</summary>
    public bool Issued(X509Certificate? certificate)
    {
        if (certificate is null)
        {
            return false;
        }

        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(_authority);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        using var second = X509CertificateLoader.LoadCertificate(certificate.GetRawCertData());
        return chain.Build(second);
    }

    /// <inheritdoc/>
    public void Dispose() => _authority.Dispose();
}
