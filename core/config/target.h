// SPDX-License-Identifier: MIT
// Target: one NSX Manager as config.yaml describes it.
#pragma once

#include <QString>

#include <cstdint>

namespace bulkhead::config {

/// How the program proves who it is.
enum class AuthMode : std::uint8_t {
    Session,     ///< user and password once, then a session cookie
    Basic,       ///< user and password with every request
    Certificate, ///< a client certificate (NSX principal identity); no password
};

enum class ManagerKind : std::uint8_t {
    Local,
    Global, ///< Federation Global Manager
};

/// The values are checked and normalised by `loadConfiguration`. Holds no secret.
struct Target {
    QString name; ///< the key below `targets`
    QString host; ///< host name or address; an IPv6 address without brackets
    QString username = QStringLiteral("admin");
    quint16 port = 443;
    bool verifySsl = true; ///< false accepts any certificate unless a fingerprint is pinned
    QString environment;   ///< e.g. "production"; guard rules and colours go by it
    QString caFile;        ///< absolute; then only this CA is trusted. Empty: the system's store
    QString fingerprintSha256; ///< "AA:BB:…", 32 bytes, or empty; pins exactly this certificate
    AuthMode auth = AuthMode::Session;
    QString clientCert; ///< absolute path, PEM; set with AuthMode::Certificate
    QString clientKey;  ///< absolute path, PEM; set with AuthMode::Certificate
    QString domain = QStringLiteral("default"); ///< policy domain
    QString project;                            ///< NSX project id, or empty for the default space
    ManagerKind kind = ManagerKind::Local;
    int timeoutSeconds = 30; ///< 1..3600; longest silence of the manager
    bool readOnly = false;   ///< the program refuses every write to it

    friend bool operator==(const Target&, const Target&) = default;
};

/// A flow that no change may break, as a person wrote it (design: preflight).
struct ProtectedFlow {
    QString from;
    QString to;
    QString service;

    friend bool operator==(const ProtectedFlow&, const ProtectedFlow&) = default;
};

} // namespace bulkhead::config
