/// A certificate for localhost and 127.0.0.1, made for tests, good for a hundred years:
/// `openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 36500 -subj /CN=localhost …`.
public enum TestCertificate {
    /// A folder with `chain.pem` and `key.pem`.
    public static func folder() throws -> TemporaryFolder {
        let folder = TemporaryFolder()
        try folder.write("chain.pem", chain)
        try folder.write("key.pem", key)
        return folder
    }

    /// The certificate, PEM.
    public static let chain = """
        -----BEGIN CERTIFICATE-----
        MIIBmjCCAUGgAwIBAgIURzx6MvjcYiy0tcZTMmqemqOMDicwCgYIKoZIzj0EAwIw
        FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyNjIyMzU1NFoYDzIxMjYxMTAy
        MjIzNTU0WjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
        PQMBBwNCAATmi4F/icx6aaULNi99yLslMAGvSlWQ18S1QFwQP7qCOzUbDu5onAoP
        /ZequvlKVIqeB6WBnrccsNzG7YgFNMZ8o28wbTAdBgNVHQ4EFgQUMhbV/44H4FqW
        cmmFbB+25ru3wIgwHwYDVR0jBBgwFoAUMhbV/44H4FqWcmmFbB+25ru3wIgwDwYD
        VR0TAQH/BAUwAwEB/zAaBgNVHREEEzARgglsb2NhbGhvc3SHBH8AAAEwCgYIKoZI
        zj0EAwIDRwAwRAIgc1kuWpVX/TeZxRwpLvaDDMO6Sc2FVNRlrHOLzAktsxsCIFoD
        YuNO60UdnCa8KwCKslPn6ULTREVTVsDkRl6uQwxo
        -----END CERTIFICATE-----
        """

    private static let key = """
        -----BEGIN PRIVATE KEY-----
        MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg8pB4mMmmb2L0G68F
        HFiyyssF8hz0UCmfEsVdDR6DaO2hRANCAATmi4F/icx6aaULNi99yLslMAGvSlWQ
        18S1QFwQP7qCOzUbDu5onAoP/ZequvlKVIqeB6WBnrccsNzG7YgFNMZ8
        -----END PRIVATE KEY-----
        """
}
