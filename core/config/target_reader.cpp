// SPDX-License-Identifier: MIT
#include "config/target_reader.h"

#include "base/identifiers.h"
#include "base/ip_range.h"
#include "base/text.h"
#include "config/files.h"
#include "config/fingerprint.h"

#include <QRegularExpression>

namespace bulkhead::config {

using namespace Qt::StringLiterals;

namespace {

constexpr int kMostPort = 65535;
constexpr int kMostTimeoutSeconds = 3600;

QString readHost(YamlFields& fields) {
    static const QRegularExpression name(
        u"^[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?"
        "(\\.[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?)*\\.?$"_s);
    const QString allowed = u"a host name or an IP address, without https://, port or path"_s;
    if (!fields.has(u"host"_s)) {
        fields.refuse(u"host"_s, u"nothing"_s, allowed);
        return {};
    }
    QString host = fields.text(u"host"_s, std::nullopt);
    if (host.startsWith(u'[') && host.endsWith(u']')) {
        host = host.mid(1, host.size() - 2);
        if (!host.contains(u':')) {
            fields.refuse(u"host"_s, u"brackets around something else than an IPv6 address"_s,
                          allowed);
        }
    }
    const bool isAddress = IpAddress::parse(host).has_value();
    if (!isAddress && (host.size() > 253 || !name.match(host).hasMatch())) {
        // A URL may hold a user and a password; those are not repeated.
        fields.refuse(u"host"_s,
                      host.contains(u'@') ? u"a text with an @"_s
                                          : describeFound(fields.node(u"host"_s)),
                      allowed);
    }
    return host;
}

QString readFingerprint(YamlFields& fields) {
    const QString key = u"fingerprint_sha256"_s;
    const QString text = fields.optionalText(key);
    if (text.isEmpty()) {
        return {};
    }
    const auto fingerprint = normaliseFingerprint(text);
    if (!fingerprint) {
        fields.refuse(key, describeFound(fields.node(key)),
                      u"the SHA-256 of the certificate, 64 hexadecimal digits with or without "
                      "colons"_s);
        return {};
    }
    return *fingerprint;
}

QString readPath(YamlFields& fields, const QString& key) {
    const QString text = fields.optionalText(key);
    return text.isEmpty() ? QString() : expandPath(text);
}

QString readIdentifier(YamlFields& fields, const QString& key, const QString& fallback) {
    QString id = fields.optionalText(key);
    if (id.isEmpty()) {
        return fallback;
    }
    if (!checkIdentifier(id, key)) {
        fields.refuse(key, describeFound(fields.node(key)), u"the id of an NSX object"_s);
    }
    return id;
}

void readAuthentication(YamlFields& fields, Target& target, QStringList& warnings) {
    static const QStringList words{u"session"_s, u"basic"_s, u"certificate"_s};
    target.auth = static_cast<AuthMode>(fields.choice(u"auth"_s, words, 0));
    target.clientCert = readPath(fields, u"client_cert"_s);
    target.clientKey = readPath(fields, u"client_key"_s);
    const bool isCertificate = target.auth == AuthMode::Certificate;
    for (const QString& key : {u"client_cert"_s, u"client_key"_s}) {
        const bool isSet = !fields.optionalText(key).isEmpty();
        if (isCertificate && !isSet) {
            fields.refuseSaying(key, u"Give the path of a PEM file."_s,
                                u"found nothing, allowed is a path; auth: certificate needs "
                                "client_cert and client_key."_s);
        } else if (!isCertificate && isSet) {
            warnings << u"Target "_s + cleanLine(target.name) + u": "_s + key +
                            u" is not used without auth: certificate."_s;
        }
    }
}

void readTrust(YamlFields& fields, Target& target, QStringList& warnings) {
    target.verifySsl = fields.flag(u"verify_ssl"_s, true);
    target.caFile = readPath(fields, u"ca_file"_s);
    target.fingerprintSha256 = readFingerprint(fields);
    if (target.verifySsl) {
        return;
    }
    const QString who = u"Target "_s + cleanLine(target.name) + u": "_s;
    if (target.fingerprintSha256.isEmpty()) {
        warnings << who + u"verify_ssl is false, so anybody on the way can pose as the manager and "
                          "read the password. Pin fingerprint_sha256 or give ca_file instead."_s;
    } else {
        warnings << who + u"verify_ssl: false has no effect beside fingerprint_sha256, which "
                          "decides alone. Remove it."_s;
    }
}

} // namespace

QStringList targetKeys() {
    return {u"host"_s,
            u"username"_s,
            u"port"_s,
            u"verify_ssl"_s,
            u"environment"_s,
            u"ca_file"_s,
            u"fingerprint_sha256"_s,
            u"auth"_s,
            u"client_cert"_s,
            u"client_key"_s,
            u"domain"_s,
            u"project"_s,
            u"kind"_s,
            u"timeout_seconds"_s,
            u"read_only"_s};
}

Target readTarget(const QString& name, YamlFields& fields, QStringList& warnings) {
    Target target;
    target.name = name;
    target.host = readHost(fields);
    target.username = fields.text(u"username"_s, u"admin"_s);
    target.port = static_cast<quint16>(fields.number(u"port"_s, 443, 1, kMostPort));
    target.environment = fields.optionalText(u"environment"_s);
    readTrust(fields, target, warnings);
    readAuthentication(fields, target, warnings);
    target.domain = readIdentifier(fields, u"domain"_s, u"default"_s);
    target.project = readIdentifier(fields, u"project"_s, {});
    static const QStringList kinds{u"local"_s, u"global"_s};
    target.kind = static_cast<ManagerKind>(fields.choice(u"kind"_s, kinds, 0));
    if (target.kind == ManagerKind::Global && !target.project.isEmpty()) {
        fields.refuseSaying(u"project"_s, u"Remove one of the two."_s,
                            u"found beside kind: global; a Global Manager has no projects."_s);
    }
    target.timeoutSeconds = fields.number(u"timeout_seconds"_s, 30, 1, kMostTimeoutSeconds);
    target.readOnly = fields.flag(u"read_only"_s, false);
    return target;
}

} // namespace bulkhead::config
