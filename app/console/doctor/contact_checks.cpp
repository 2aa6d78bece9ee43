// SPDX-License-Identifier: MIT
#include "console/doctor/examination.h"

#include <QDateTime>

#include <algorithm>

namespace bulkhead::console {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kSoonDays = 30;

const auto kLookup = u"Name lookup";
const auto kConnection = u"Connection";
const auto kCertificate = u"Certificate";

QString word(const char16_t* text) {
    return QString::fromUtf16(text);
}

void skipAll(Examination& examination, const QString& why) {
    for (const auto* name : {kLookup, kConnection, kCertificate}) {
        examination.add(skipped(word(name), why));
    }
}

void addLookup(Examination& examination, const nsx::Contact& contact) {
    if (contact.nameError) {
        examination.add(failed(word(kLookup), *contact.nameError));
    } else if (!contact.proxy.isEmpty()) {
        examination.add(skipped(word(kLookup), u"Left to the proxy "_s + contact.proxy + u'.'));
    } else {
        examination.add(passed(word(kLookup), examination.target->host + u" is "_s +
                                                  contact.addresses.join(u", "_s)));
    }
}

void addConnection(Examination& examination, const nsx::Contact& contact) {
    if (contact.nameError) {
        examination.add(skipped(word(kConnection), u"The name is not known."_s));
    } else if (contact.connectError) {
        examination.add(failed(word(kConnection), *contact.connectError));
    } else {
        examination.add(
            passed(word(kConnection), u"Port %1 answers."_s.arg(examination.target->port)));
    }
}

/// The certificate of the chain that ends first.
QDateTime earliestEnd(const std::vector<nsx::CertificateFacts>& chain) {
    QDateTime earliest = chain.front().validTo;
    for (const nsx::CertificateFacts& one : chain) {
        earliest = std::min(earliest, one.validTo);
    }
    return earliest;
}

Check trustedCertificate(const config::Target& target, const nsx::Contact& contact) {
    const nsx::CertificateFacts& leaf = contact.chain.front();
    const bool isPinned = !target.fingerprintSha256.isEmpty();
    const QDateTime end = earliestEnd(contact.chain);
    const qint64 days = QDateTime::currentDateTimeUtc().daysTo(end);
    const QString detail = u"%1, %2, %3 in the chain, valid until %4, %5"_s.arg(
        leaf.subject, isPinned ? u"pinned"_s : u"signed by "_s + leaf.issuer,
        QString::number(contact.chain.size()), end.toString(u"yyyy-MM-dd"_s), contact.protocol);
    if (!target.verifySsl && !isPinned) {
        return warned(
            word(kCertificate), u"Not checked: verify_ssl is false. "_s + detail,
            u"Pin fingerprint_sha256 %1, after comparing it with the manager's own."_s.arg(
                leaf.fingerprintSha256));
    }
    if (days < 0) {
        return warned(word(kCertificate), detail + u", which is past"_s,
                      u"Ask the manager's administrator for a new certificate."_s);
    }
    if (days < kSoonDays) {
        return warned(word(kCertificate), detail + u", in %1 days"_s.arg(days),
                      u"Have it replaced in time, then pin the new one or trust its CA."_s);
    }
    return passed(word(kCertificate), detail);
}

void addCertificate(Examination& examination, const nsx::Contact& contact) {
    if (!contact.isConnected) {
        examination.add(skipped(word(kCertificate), u"There is no connection."_s));
    } else if (contact.tlsError) {
        examination.add(failed(word(kCertificate), *contact.tlsError));
    } else {
        examination.add(trustedCertificate(*examination.target, contact));
    }
}

} // namespace

QCoro::Task<void> checkContact(ExaminationPointer examination) {
    if (!examination->target) {
        skipAll(*examination, u"No target could be chosen."_s);
        co_return;
    }
    const config::Target target = *examination->target;
    const auto contact = co_await nsx::probeContact(target, examination->context->token);
    if (!contact) {
        examination->add(failed(word(kConnection), contact.error()));
        co_return;
    }
    addLookup(*examination, *contact);
    addConnection(*examination, *contact);
    addCertificate(*examination, *contact);
    examination->contact = *contact;
}

} // namespace bulkhead::console
