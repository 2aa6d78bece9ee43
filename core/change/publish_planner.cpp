// SPDX-License-Identifier: MIT
#include "change/publish_planner.h"

#include "base/text.h"
#include "change/hierarchy_request.h"
#include "change/image_reader.h"
#include "change/publish_order.h"
#include "change/three_way.h"
#include "change/undo_planner.h"
#include "nsx/list_window.h"
#include "nsx/object_api.h"

#include <QHash>
#include <QJsonArray>
#include <QSet>

namespace bulkhead::change {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kShownConsequences = 200;

ImageKind imageKindOf(ObjectKind kind) {
    return kind == ObjectKind::MachineTags ? ImageKind::MachineTags : ImageKind::Object;
}

/// What the manager has now: objects by path, rules out of their policies.
class FreshState final {
public:
    explicit FreshState(QPointer<nsx::Connection> connection)
        : m_connection(std::move(connection)) {}

    void keep(const QString& path, const QJsonValue& state) { m_states.insert(path, state); }
    [[nodiscard]] bool knows(const QString& path) const { return m_states.contains(path); }
    [[nodiscard]] QJsonValue of(const QString& path) const {
        return m_states.value(path, QJsonValue(QJsonValue::Null));
    }
    /// A policy brings its rules along.
    void keepPolicy(const QString& path, const QJsonValue& policy) {
        keep(path, policy);
        QStringList rules;
        const QJsonArray list = policy[u"rules"].toArray();
        for (const QJsonValue rule : list) {
            const QString rulePath = path + u"/rules/"_s + rule[u"id"].toString();
            keep(rulePath, rule);
            rules << rulePath;
        }
        m_rules.insert(path, rules);
    }
    [[nodiscard]] QStringList rulesOf(const QString& policyPath) const {
        return m_rules.value(policyPath);
    }
    [[nodiscard]] QPointer<nsx::Connection> connection() const { return m_connection; }

private:
    QPointer<nsx::Connection> m_connection;
    QHash<QString, QJsonValue> m_states;
    QHash<QString, QStringList> m_rules;
};

using FreshPointer = std::shared_ptr<FreshState>;
using EditsPointer = std::shared_ptr<const std::vector<Edit>>;

Task<std::monostate> readFresh(FreshPointer fresh, EditsPointer edits, ProgressCallback progress,
                               CancellationToken token) {
    const auto total = static_cast<qint64>(edits->size());
    for (std::size_t i = 0; i < edits->size(); ++i) {
        const Edit edit = (*edits)[i];
        const bool isPolicyPart = edit.kind == ObjectKind::Rule || edit.kind == ObjectKind::Policy;
        const QString path = edit.kind == ObjectKind::Rule ? policyPathOf(edit.path) : edit.path;
        if (fresh->knows(path)) {
            continue;
        }
        if (progress) {
            progress({u"Reading what is there now"_s, static_cast<qint64>(i), total});
        }
        const QPointer<nsx::Connection> connection = fresh->connection();
        const auto state = co_await readImage(connection, imageKindOf(edit.kind), path, token);
        if (!state) {
            co_return fail(state.error());
        }
        if (isPolicyPart) {
            fresh->keepPolicy(path, *state);
        } else {
            fresh->keep(path, *state);
        }
    }
    co_return done();
}

/// What is to be written, after a look at what others have done.
struct Agreed {
    std::vector<Edit> edits; ///< before: as the manager has it now
    QStringList sentences;
    QStringList warnings;
};

/// The object's name as its sentence says it: "Rule 'x' of policy 'P': …".
QString nameIn(const Edit& edit, QString sentence) {
    for (const QString& prefix : {u"New: "_s, u"Deleted: "_s}) {
        if (sentence.startsWith(prefix)) {
            sentence.remove(0, prefix.size());
        }
    }
    const qsizetype end = sentence.indexOf(u"': "_s);
    return sentence.isEmpty() ? cleanLine(edit.path)
                              : sentence.left(end < 0 ? sentence.size() : end + 1);
}

/// A policy must not take rules with it that its deleter has never seen.
Result<void> checkForeignRules(const FreshState& fresh, const std::vector<Edit>& edits,
                               const Edit& policy) {
    QSet<QString> known;
    for (const Edit& edit : edits) {
        if (edit.kind == ObjectKind::Rule && edit.isDeletion()) {
            known.insert(edit.path);
        }
    }
    const QStringList rules = fresh.rulesOf(policy.path);
    for (const QString& rule : rules) {
        if (!known.contains(rule)) {
            return fail(ErrorKind::Conflict, u"Look at the rule, then delete the policy again."_s,
                        u"Somebody has added the rule "_s +
                            cleanLine(fresh.of(rule)[u"display_name"].toString()) +
                            u" to the policy that shall be deleted."_s,
                        rule);
        }
    }
    return {};
}

Result<Agreed> agree(const FreshState& fresh, const std::vector<Edit>& edits,
                     const QStringList& sentences) {
    Agreed agreed;
    for (std::size_t i = 0; i < edits.size(); ++i) {
        const Edit& edit = edits[i];
        const QString sentence = sentences.value(static_cast<qsizetype>(i));
        const QString name = nameIn(edit, sentence);
        const QJsonValue theirs = fresh.of(edit.path);
        const Merge merge = mergeThreeWay(edit, theirs);
        switch (merge.outcome) {
        case MergeOutcome::Refused:
            return fail(conflictError(edit, merge, theirs, name));
        case MergeOutcome::Already:
            agreed.warnings << name + u" already is as wanted; it is left alone."_s;
            continue;
        case MergeOutcome::Merged: {
            QStringList fields;
            for (const QString& field : merge.theirFields) {
                fields << cleanLine(field);
            }
            agreed.warnings << name + u" was changed by somebody else meanwhile ("_s +
                                   fields.join(u", "_s) + u"); both changes are kept."_s;
            break;
        }
        case MergeOutcome::Mine:
            break;
        }
        if (edit.kind == ObjectKind::Policy && edit.isDeletion()) {
            if (auto checked = checkForeignRules(fresh, edits, edit); !checked) {
                return fail(checked.error());
            }
        }
        agreed.edits.push_back({edit.kind, edit.path, theirs, merge.wanted});
        agreed.sentences << (sentence.isEmpty() ? cleanLine(edit.path) : sentence);
    }
    return agreed;
}

/// The form in which an undo record keeps an object: a policy without its rules' lives.
BeforeImage imageOf(const Edit& edit) {
    const auto own = [&edit](const QJsonValue& state) {
        if (edit.kind != ObjectKind::Policy || !state.isObject()) {
            return state;
        }
        QJsonObject policy = state.toObject();
        policy.remove(u"rules"_s);
        policy.remove(u"rule_count"_s);
        return QJsonValue(policy);
    };
    return {imageKindOf(edit.kind), edit.path, own(edit.before), own(edit.after)};
}

void addSingleRequests(WritePlan& plan, const Agreed& agreed) {
    for (const std::size_t index : publishOrder(agreed.edits)) {
        const Edit& edit = agreed.edits[index];
        if (edit.kind == ObjectKind::MachineTags) {
            continue;
        }
        plan.requests.push_back(edit.after.isNull()
                                    ? deleteObject(edit.path)
                                    : putObject(edit.path, sentFields(edit), edit.before));
    }
}

void addRequests(WritePlan& plan, const Agreed& agreed, const config::Target& target) {
    std::vector<Edit> objects;
    for (const Edit& edit : agreed.edits) {
        if (edit.kind != ObjectKind::MachineTags) {
            objects.push_back(edit);
        }
    }
    if (!objects.empty() && target.kind == config::ManagerKind::Local) {
        plan.requests.push_back(hierarchyRequest(target, objects));
    } else {
        addSingleRequests(plan, agreed);
    }
    for (const Edit& edit : agreed.edits) {
        if (edit.kind == ObjectKind::MachineTags) {
            for (WriteRequest& request :
                 changeTags(edit.path, edit.before.toArray(), edit.after.toArray())) {
                plan.requests.push_back(std::move(request));
            }
        }
    }
    for (const std::size_t index : publishOrder(agreed.edits)) {
        plan.images.push_back(imageOf(agreed.edits[index]));
    }
}

/// The intents whose realization is waited for: every policy that is touched and stays, because
/// rules are realized with it, and every group.
QStringList intentsOf(const Agreed& agreed) {
    QSet<QString> gone;
    for (const Edit& edit : agreed.edits) {
        if (edit.after.isNull()) {
            gone.insert(edit.path);
        }
    }
    QStringList intents;
    QSet<QString> known;
    for (const Edit& edit : agreed.edits) {
        const bool isRealized = edit.kind == ObjectKind::Rule || edit.kind == ObjectKind::Policy ||
                                edit.kind == ObjectKind::Group;
        const QString path = edit.kind == ObjectKind::Rule ? policyPathOf(edit.path) : edit.path;
        if (isRealized && !gone.contains(path) && !known.contains(path)) {
            known.insert(path);
            intents << path;
        }
    }
    return intents;
}

/// The object that changes, or what all of them lie under.
QString placeOf(const std::vector<Edit>& edits) {
    QString place = edits.front().path;
    for (const Edit& edit : edits) {
        while (!place.isEmpty() && edit.path != place && !edit.path.startsWith(place + u'/')) {
            place.truncate(qMax(qsizetype{0}, place.lastIndexOf(u'/')));
        }
    }
    return place.isEmpty() ? u"/infra"_s : place;
}

WritePlan planOf(const Agreed& agreed, const config::Target& target, const QString& title) {
    WritePlan plan;
    plan.status = u"published"_s;
    plan.summary = u"Publish “%1”"_s.arg(title);
    plan.warnings = agreed.warnings;
    QJsonArray objects;
    for (std::size_t i = 0; i < agreed.edits.size(); ++i) {
        const Edit& edit = agreed.edits[i];
        const QString action = edit.isCreation()   ? u"created"_s
                               : edit.isDeletion() ? u"deleted"_s
                                                   : u"updated"_s;
        objects.append(
            QJsonObject{{u"kind"_s, kindName(edit.kind)},
                        {u"path"_s, edit.path},
                        {u"action"_s, action},
                        {u"sentence"_s, agreed.sentences.value(static_cast<qsizetype>(i))}});
    }
    plan.result.insert(u"objects"_s, objects);
    plan.consequences = agreed.sentences.mid(0, kShownConsequences);
    if (agreed.sentences.size() > kShownConsequences) {
        plan.consequences << u"And %1 changes more."_s.arg(agreed.sentences.size() -
                                                           kShownConsequences);
    }
    if (!agreed.edits.empty()) {
        plan.object = placeOf(agreed.edits);
        addRequests(plan, agreed, target);
        plan.realizationOf = intentsOf(agreed);
    }
    if (plan.requests.size() > 1) {
        plan.warnings << u"This needs %1 requests: if one in the middle fails, the ones before it "
                         "stay. Publishing again finishes it, undo takes it back."_s.arg(
                             plan.requests.size());
    }
    return plan;
}

} // namespace

Task<WritePlan> planPublish(QPointer<nsx::Connection> connection, std::vector<Edit> edits,
                            QStringList sentences, QString title, ProgressCallback progress,
                            CancellationToken token) {
    if (!connection) {
        co_return fail(nsx::connectionGone());
    }
    const config::Target target = connection->target();
    const auto wanted = std::make_shared<const std::vector<Edit>>(std::move(edits));
    const auto fresh = std::make_shared<FreshState>(connection);
    const auto read = co_await readFresh(fresh, wanted, progress, token);
    if (!read) {
        co_return fail(read.error());
    }
    const auto agreed = agree(*fresh, *wanted, sentences);
    if (!agreed) {
        co_return fail(agreed.error());
    }
    co_return planOf(*agreed, target, title);
}

} // namespace bulkhead::change
