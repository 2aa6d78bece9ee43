// SPDX-License-Identifier: MIT
#include "ops/write_question.h"

#include "base/identifiers.h"

#include <QCryptographicHash>
#include <QJsonDocument>

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

/// How much goes with an object of this kind; a policy takes its rules along.
int weightOf(const QString& path) {
    const QString kind = path.section(u'/', -2, -2);
    return kind == u"security-policies" ? 2 : kind == u"rules" ? 0 : 1;
}

/// What a write deletes, whatever the request: an object of its own, or one among many of a change.
/// The weightiest, of equals the first; null if nothing is deleted.
const change::BeforeImage* weightiestDeleted(const change::WritePlan& plan) {
    const change::BeforeImage* weightiest = nullptr;
    for (const change::BeforeImage& image : plan.images) {
        const bool isDeleted = image.kind == change::ImageKind::Object && image.after.isNull() &&
                               image.before.isObject();
        if (isDeleted &&
            (weightiest == nullptr || weightOf(image.path) > weightOf(weightiest->path))) {
            weightiest = &image;
        }
    }
    return weightiest;
}

} // namespace

guard::Question questionAbout(const Passage& passage, const change::WritePlan& plan,
                              const nsx::Connection& manager) {
    guard::Question question;
    question.object = plan.object;
    question.manager = manager.place();
    question.consequences = plan.consequences + plan.warnings;
    if (const change::BeforeImage* const deleted = weightiestDeleted(plan)) {
        question.idToType = lastSegment(deleted->path);
        const QString name = deleted->before.toObject().value(u"display_name"_s).toString();
        question.nameToType = name.isEmpty() ? question.idToType : name;
    }
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
