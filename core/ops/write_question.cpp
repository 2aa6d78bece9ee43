// SPDX-License-Identifier: MIT
#include "ops/write_question.h"

#include <QCryptographicHash>
#include <QJsonDocument>

#include <algorithm>

namespace bulkhead::ops {

using namespace Qt::StringLiterals;

namespace {

/// QJsonObject keeps its keys sorted, so equal values have equal bytes.
QString fingerprintOf(const QJsonObject& facts) {
    const QByteArray bytes = QJsonDocument(facts).toJson(QJsonDocument::Compact);
    return QString::fromLatin1(QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex());
}

QJsonObject callFacts(const Passage& passage) {
    return {{u"operation"_s, passage.operation->name},
            {u"target"_s, passage.target.name},
            {u"arguments"_s, passage.arguments}};
}

/// The display name of the first object that a request deletes; empty if none does.
QString nameOfDeleted(const change::WritePlan& plan) {
    const bool deletes =
        std::any_of(plan.requests.cbegin(), plan.requests.cend(),
                    [](const change::WriteRequest& one) { return one.method == "DELETE"; });
    if (!deletes) {
        return {};
    }
    for (const change::BeforeImage& image : plan.images) {
        if (image.kind == change::ImageKind::Object && image.after.isNull()) {
            const QJsonObject object = image.before.toObject();
            const QString name = object.value(u"display_name"_s).toString();
            return name.isEmpty() ? object.value(u"id"_s).toString() : name;
        }
    }
    return {};
}

} // namespace

guard::Question questionAbout(const Passage& passage, const change::WritePlan& plan,
                              const nsx::Connection& manager) {
    guard::Question question;
    question.object = plan.object;
    question.manager = manager.place();
    question.consequences = plan.consequences + plan.warnings;
    question.nameToType = nameOfDeleted(plan);
    QJsonObject facts = callFacts(passage);
    facts.insert(u"manager"_s, manager.place());
    facts.insert(u"requests"_s, change::requestsAsJson(plan));
    facts.insert(u"images"_s, change::imagesToJson(plan.images));
    question.fingerprint = fingerprintOf(facts);
    return question;
}

guard::Question questionAbout(const Passage& passage, const QString& object) {
    guard::Question question;
    question.object = object;
    question.fingerprint = fingerprintOf(callFacts(passage));
    return question;
}

} // namespace bulkhead::ops
