// SPDX-License-Identifier: MIT
#include "simulator/ids_signatures.h"

#include <QDateTime>
#include <QJsonArray>
#include <QStringList>

#include <algorithm>
#include <array>

namespace bulkhead::simulator {

using namespace Qt::StringLiterals;

namespace {

constexpr int kFirstId = 9'000'000; // above the ranges of the public rule sets
constexpr int kNewest = 40;         ///< signatures that the old bundle lacks
constexpr qint64 kMsPerHour = 3'600'000;
constexpr qint64 kMsPerWeek = qint64{7} * 24 * kMsPerHour;
constexpr qint64 kFirstTuesday = (qint64{5} * 24 + 6) * kMsPerHour; ///< 6 January 1970, 06:00 UTC

struct Product {
    const char16_t* name;
    const char16_t* target; ///< attack_target
    int port;
};
constexpr std::array<Product, 12> kProducts = {{{u"Web Server", u"SERVER", 80},
                                                {u"Mail Server", u"SERVER", 25},
                                                {u"File Share", u"SERVER", 445},
                                                {u"Directory Service", u"SERVER", 389},
                                                {u"Database", u"SERVER", 3306},
                                                {u"Remote Desktop", u"SERVER", 3389},
                                                {u"Name Server", u"SERVER", 53},
                                                {u"Browser", u"CLIENT", 443},
                                                {u"Office Suite", u"CLIENT", 443},
                                                {u"Document Viewer", u"CLIENT", 443},
                                                {u"Build Server", u"SERVER", 8080},
                                                {u"Container Registry", u"SERVER", 5000}}};

struct Attack {
    const char16_t* name;
    const char16_t* classType;
    const char16_t* category;
    const char16_t* severity; ///< of the signature
    const char16_t* tactic;
};
constexpr std::array<Attack, 10> kAttacks = {
    {{u"Remote Code Execution Attempt", u"attempted-admin", u"VULNERABILITY", u"CRITICAL",
      u"Initial Access"},
     {u"Authentication Bypass", u"attempted-admin", u"VULNERABILITY", u"CRITICAL",
      u"Initial Access"},
     {u"Ransomware Beacon", u"command-and-control", u"MALWARE", u"CRITICAL",
      u"Command and Control"},
     {u"SQL Injection", u"web-application-attack", u"VULNERABILITY", u"HIGH", u"Initial Access"},
     {u"Heap Overflow", u"attempted-user", u"VULNERABILITY", u"HIGH", u"Execution"},
     {u"Credential Stuffing", u"suspicious-login", u"APPLICATION", u"HIGH", u"Credential Access"},
     {u"Directory Traversal", u"attempted-recon", u"VULNERABILITY", u"MEDIUM", u"Discovery"},
     {u"Information Disclosure", u"attempted-recon", u"VULNERABILITY", u"MEDIUM", u"Collection"},
     {u"Port Scan", u"network-scan", u"APPLICATION", u"LOW", u"Discovery"},
     {u"Unusual User Agent", u"bad-unknown", u"APPLICATION", u"SUSPICIOUS", u"Discovery"}}};
constexpr int kVariants = 4;

/// CVSS band and score that go with a severity.
std::pair<QString, double> cvssOf(const QString& severity) {
    if (severity == u"CRITICAL"_s) {
        return {u"CRITICAL"_s, 9.8};
    }
    if (severity == u"HIGH"_s) {
        return {u"HIGH"_s, 8.1};
    }
    if (severity == u"MEDIUM"_s) {
        return {u"MEDIUM"_s, 5.4};
    }
    return {severity == u"LOW"_s ? u"LOW"_s : u"NONE"_s, severity == u"LOW"_s ? 3.1 : 0.0};
}

QJsonObject signature(int number, const Product& product, const Attack& attack, int variant) {
    const QString id = QString::number(kFirstId + number);
    const QString severity = QString::fromUtf16(attack.severity);
    const QString name =
        u"SIM %1 %2 v%3"_s.arg(QString::fromUtf16(product.name), QString::fromUtf16(attack.name))
            .arg(variant + 1);
    const auto [band, score] = cvssOf(severity);
    const QJsonObject mitre = {{u"tactic_name"_s, QString::fromUtf16(attack.tactic)},
                               {u"technique_name"_s, QString::fromUtf16(attack.name)}};
    return {{u"resource_type"_s, u"IdsSignature"_s},
            {u"id"_s, id},
            {u"signature_id"_s, id},
            {u"signature_revision"_s, QString::number(variant + 1)},
            {u"display_name"_s, name},
            {u"name"_s, name},
            {u"severity"_s, severity},
            {u"signature_severity"_s, severity},
            {u"action"_s, severity == u"CRITICAL"_s ? u"REJECT"_s : u"ALERT"_s},
            {u"enable"_s, true},
            {u"class_type"_s, QString::fromUtf16(attack.classType)},
            {u"categories"_s, QJsonArray{QString::fromUtf16(attack.category)}},
            {u"attack_target"_s, QString::fromUtf16(product.target)},
            {u"product_affected"_s, QString::fromUtf16(product.name)},
            {u"cves"_s, QJsonArray()},
            {u"cvss"_s, band},
            {u"cvss_score"_s, QString::number(score)},
            {u"mitre_attack"_s, QJsonArray{mitre}},
            {u"confidence"_s, u"HIGH"_s},
            {u"impact"_s, severity == u"CRITICAL"_s ? u"HIGH"_s : u"MEDIUM"_s},
            {u"risk_score"_s, QString::number(static_cast<int>(score * 10))},
            {u"performance_impact"_s, u"LOW"_s},
            {u"protocol"_s, product.port == 53 ? u"udp"_s : u"tcp"_s},
            {u"direction"_s, u"any"_s},
            {u"flow"_s, u"to_server"_s},
            {u"tag"_s, QJsonArray()},
            {u"type"_s, QJsonArray{u"Exploit"_s}},
            {u"policy"_s, QJsonArray()},
            {u"urls"_s, QJsonArray()}};
}

bool meetsFilter(const QJsonObject& signature, const QJsonObject& filter) {
    const QString name = filter.value(u"filter_name"_s).toString();
    const QString field = name == u"ATTACK_TYPE"_s     ? u"class_type"_s
                          : name == u"ATTACK_TARGET"_s ? u"attack_target"_s
                          : name == u"CVSS"_s          ? u"cvss"_s
                                                       : u"product_affected"_s;
    const QJsonArray wanted = filter.value(u"filter_value"_s).toArray();
    const QString value = signature.value(field).toString();
    return std::any_of(wanted.begin(), wanted.end(), [&](const QJsonValue& one) {
        return one.toString().compare(value, Qt::CaseInsensitive) == 0;
    });
}

/// Without any choice of severity or criteria there is nothing to pick.
bool isPicked(const QJsonObject& signature, const QJsonObject& profile) {
    const QJsonArray severities = profile.value(u"profile_severity"_s).toArray();
    if (!severities.contains(signature.value(u"signature_severity"_s))) {
        return false;
    }
    const QJsonArray criteria = profile.value(u"criteria"_s).toArray();
    return std::all_of(criteria.begin(), criteria.end(), [&](const QJsonValue& part) {
        const QJsonObject filter = part.toObject();
        return filter.value(u"resource_type"_s).toString() != u"IdsProfileFilterCriteria"_s ||
               meetsFilter(signature, filter);
    });
}

} // namespace

std::vector<SignatureBundle> signatureBundles(qint64 now) {
    std::vector<SignatureBundle> bundles;
    qint64 published = (now - kFirstTuesday) / kMsPerWeek * kMsPerWeek + kFirstTuesday;
    for (const bool isActive : {true, false}) {
        const QDate day = QDateTime::fromMSecsSinceEpoch(published, Qt::UTC).date();
        bundles.push_back({day.toString(u"yyyy.M.d.100"_s), published, isActive});
        published -= kMsPerWeek;
    }
    return bundles;
}

const std::vector<QJsonObject>& signatures() {
    static const std::vector<QJsonObject> all = [] {
        std::vector<QJsonObject> made;
        int number = 0;
        for (int variant = 0; variant < kVariants; ++variant) {
            for (const Product& product : kProducts) {
                for (const Attack& attack : kAttacks) {
                    made.push_back(signature(number++, product, attack, variant));
                }
            }
        }
        return made;
    }();
    return all;
}

std::vector<QJsonObject> signaturesOf(const SignatureBundle& bundle) {
    std::vector<QJsonObject> found = signatures();
    if (!bundle.isActive) {
        found.resize(found.size() - kNewest);
    }
    return found;
}

std::vector<QJsonObject> effectiveSignatures(const QJsonObject& profile) {
    std::vector<QJsonObject> picked;
    const QJsonArray overrides = profile.value(u"overridden_signatures"_s).toArray();
    for (const QJsonObject& one : signatures()) {
        QJsonObject signature = one;
        bool isIn = isPicked(one, profile);
        for (const QJsonValue value : overrides) {
            const QJsonObject override = value.toObject();
            if (override.value(u"signature_id"_s) != one.value(u"signature_id"_s)) {
                continue;
            }
            isIn = true;
            for (const QString& key : {u"action"_s, u"enable"_s}) {
                if (override.contains(key)) {
                    signature.insert(key, override.value(key));
                }
            }
        }
        if (isIn) {
            picked.push_back(signature);
        }
    }
    return picked;
}

int attackedPort(const QJsonObject& signature) {
    const QString product = signature.value(u"product_affected"_s).toString();
    const auto found =
        std::find_if(kProducts.begin(), kProducts.end(),
                     [&product](const Product& one) { return product == QStringView(one.name); });
    return found == kProducts.end() ? 443 : found->port;
}

} // namespace bulkhead::simulator
