// SPDX-License-Identifier: MIT
#include "ops/blast_radius.h"

#include "base/identifiers.h"
#include "base/text.h"
#include "nsx/reference_api.h"

#include <QSet>

#include <algorithm>
#include <set>

namespace bulkhead::ops {

using namespace Qt::StringLiterals;

namespace {

constexpr int kMostGroupsOfRules = 10;
constexpr int kMostDescribed = 5;
constexpr int kMostMembers = 1'000;
const QString kUnknownMachines = u"an unknown number of virtual machines"_s;

/// What a write touches, by kind.
struct Touched {
    std::set<QString> rules;
    std::set<QString> groups;
    std::set<QString> policies;
    std::set<QString> named;   ///< groups that the rules name
    bool isEverywhere = false; ///< a rule has no side that anything narrows down
};

/// The virtual machines of several groups together.
struct Machines {
    QSet<QString> ids;
    bool isAll = true; ///< false: there may be more
};

bool isGroup(const QString& path) {
    return path.section(u'/', -2, -2) == u"groups";
}

QStringList textsOf(const QJsonObject& rule, const QString& key) {
    return rule.value(key).toVariant().toStringList();
}

void addRule(const QJsonObject& rule, Touched& touched) {
    if (rule.isEmpty()) {
        return; // it is created or deleted: the other side of the image has it
    }
    bool isNarrow = false;
    for (const QString& side : {u"source_groups"_s, u"destination_groups"_s, u"scope"_s}) {
        const QStringList entries = textsOf(rule, side);
        for (const QString& entry : entries) {
            isNarrow = isNarrow || entry != u"ANY";
            if (isGroup(entry)) {
                touched.named.insert(entry);
            }
        }
    }
    touched.isEverywhere = touched.isEverywhere || !isNarrow;
}

Touched touchedBy(const std::vector<change::BeforeImage>& images) {
    Touched touched;
    for (const change::BeforeImage& image : images) {
        if (image.kind == change::ImageKind::MachineTags) {
            continue;
        }
        const QString kind = image.path.section(u'/', -2, -2);
        if (kind == u"rules") {
            touched.rules.insert(image.path);
            addRule(image.before.toObject(), touched);
            addRule(image.after.toObject(), touched);
        } else if (kind == u"groups") {
            touched.groups.insert(image.path);
        } else if (kind == u"security-policies") {
            touched.policies.insert(image.path);
        }
    }
    return touched;
}

QString counted(qint64 count, const QString& one, const QString& many) {
    return count == 1 ? u"1 "_s + one : u"%1 "_s.arg(count) + many;
}

QString machinesInWords(qint64 count, bool isAll) {
    if (count == 0 && !isAll) {
        return kUnknownMachines;
    }
    return (isAll ? QString() : u"at least "_s) +
           counted(count, u"virtual machine"_s, u"virtual machines"_s);
}

/// A group that does not exist yet has no members; any other failure makes the count incomplete.
Task<Machines> machinesOf(Call call, std::vector<QString> groups) {
    Machines machines;
    machines.isAll = groups.size() <= kMostGroupsOfRules;
    groups.resize(std::min<std::size_t>(groups.size(), kMostGroupsOfRules));
    for (const QString& group : groups) {
        const auto members = co_await call.source->membersOf(group, kMostMembers, call.token);
        if (!members) {
            if (members.error().kind == ErrorKind::Cancelled) {
                co_return fail(members.error());
            }
            machines.isAll = machines.isAll && members.error().kind == ErrorKind::NotFound;
            continue;
        }
        for (const MachineMember& member : members->items) {
            machines.ids.insert(member.id);
        }
        const auto listed = static_cast<qint64>(members->items.size());
        machines.isAll = machines.isAll && members->total.value_or(listed + 1) <= listed;
    }
    co_return machines;
}

Task<QStringList> rulesInWords(Call call, Touched touched) {
    QStringList sentences;
    if (touched.rules.empty()) {
        co_return sentences;
    }
    QString sentence =
        u"Reach: "_s + counted(static_cast<qint64>(touched.rules.size()), u"rule"_s, u"rules"_s);
    if (!touched.named.empty()) {
        const std::vector<QString> groups(touched.named.cbegin(), touched.named.cend());
        const auto machines = co_await machinesOf(call, groups);
        if (!machines) {
            co_return fail(machines.error());
        }
        sentence += u", with "_s + machinesInWords(machines->ids.size(), machines->isAll) +
                    u" now in the groups named there"_s;
    }
    sentences << sentence + u'.';
    if (touched.isEverywhere) {
        sentences << u"A rule among them is narrowed down by nothing: it concerns every machine."_s;
    }
    co_return sentences;
}

Task<QString> groupInWords(Call call, QString path) {
    const QString name = u"Reach: group "_s + cleanLine(lastSegment(path));
    const auto members = co_await call.source->membersOf(path, 1, call.token);
    if (!members) {
        if (members.error().kind == ErrorKind::NotFound) {
            co_return QString(); // it is created by this write
        }
        co_return fail(members.error());
    }
    const nsx::ReferenceApi api(call.manager);
    const auto references = co_await api.directReferencesTo(path, call.token);
    if (!references) {
        co_return fail(references.error());
    }
    std::set<QString> rules;
    for (const nsx::Reference& reference : references->items) {
        if (reference.referrer.type == u"Rule") {
            rules.insert(reference.referrer.path);
        }
    }
    const QString machines =
        machinesInWords(members->total.value_or(0), members->total.has_value());
    co_return name + u" has "_s + machines + u" now and is named by "_s +
        (references->complete ? QString() : u"at least "_s) +
        counted(static_cast<qint64>(rules.size()), u"rule"_s, u"rules"_s) + u'.';
}

Task<QString> policyInWords(Call call, QString path) {
    const auto policy = co_await call.source->policy(path, call.token);
    if (!policy) {
        if (policy.error().kind == ErrorKind::NotFound) {
            co_return QString();
        }
        co_return fail(policy.error());
    }
    co_return u"Reach: policy "_s + cleanLine(lastSegment(path)) + u" has "_s +
        counted(static_cast<qint64>(policy->rules.size()), u"rule"_s, u"rules"_s) + u'.';
}

using InWords = Task<QString> (*)(Call call, QString path);

/// The sentence of each, as far as there is room. A failure is a sentence too.
Task<QStringList> eachInWords(Call call, std::vector<QString> paths, InWords words, QString kind) {
    QStringList sentences;
    for (std::size_t i = 0; i < paths.size() && i < kMostDescribed; ++i) {
        const auto sentence = co_await words(call, paths.at(i));
        if (sentence) {
            sentences << *sentence;
        } else if (sentence.error().kind == ErrorKind::Cancelled) {
            co_return fail(sentence.error());
        } else {
            sentences << u"Reach: unknown for %1 %2. "_s.arg(kind, lastSegment(paths.at(i))) +
                             sentence.error().problem;
        }
    }
    if (paths.size() > kMostDescribed) {
        sentences << u"Reach: %1 more of kind %2."_s.arg(paths.size() - kMostDescribed).arg(kind);
    }
    sentences.removeAll(QString());
    co_return sentences;
}

} // namespace

Task<QStringList> blastRadius(Call call, std::vector<change::BeforeImage> images) {
    const Touched touched = touchedBy(images);
    const auto rules = co_await rulesInWords(call, touched);
    if (!rules) {
        co_return fail(rules.error());
    }
    const std::vector<QString> groupPaths(touched.groups.cbegin(), touched.groups.cend());
    const auto groups = co_await eachInWords(call, groupPaths, groupInWords, u"group"_s);
    if (!groups) {
        co_return fail(groups.error());
    }
    const std::vector<QString> policyPaths(touched.policies.cbegin(), touched.policies.cend());
    const auto policies = co_await eachInWords(call, policyPaths, policyInWords, u"policy"_s);
    if (!policies) {
        co_return fail(policies.error());
    }
    QStringList all = *rules + *groups + *policies;
    for (QString& sentence : all) {
        sentence = cleanLine(sentence);
    }
    co_return all;
}

} // namespace bulkhead::ops
