// SPDX-License-Identifier: MIT
// Two editors on one manager, in any order: whatever they do, nothing is lost or overwritten
// unseen. What must come of it says tests/ops/editor_model.h, which knows nothing of the program.
#include "change/change_document.h"
#include "change/object_edits.h"
#include "change/rebase.h"
#include "change/rule_edits.h"
#include "ops/editor_estate.h"
#include "support/write_bench.h"

#include <QRandomGenerator>
#include <QTest>

using namespace bulkhead;
using namespace bulkhead::tests;
using namespace Qt::StringLiterals;

namespace {

constexpr int kMoves = 14; ///< of an interleaving

/// A machine under a sanitizer may be too slow for all of them.
int interleavings() {
    bool isSet = false;
    const int given = qEnvironmentVariableIntValue("BULKHEAD_INTERLEAVINGS", &isSet);
    return isSet && given > 0 ? given : 200;
}

} // namespace

class TestTwoEditors final : public QObject {
    Q_OBJECT

private:
    struct Editor {
        QString name;
        change::ChangeSet set;
        EditorModel model;
    };
    struct Publication {
        QString id;
        std::vector<Change> images;
        /// At the same moment as another: it may count as touched by that one.
        bool raced = false;
    };

    std::unique_ptr<WriteBench> m_bench;
    std::unique_ptr<simulator::test::ApiClient> m_client;
    World m_world;
    QHash<QString, QJsonObject> m_rest; ///< as it was in the beginning
    std::vector<Publication> m_published;
    QRandomGenerator m_random;
    QStringList m_story;
    int m_created = 0;

    [[nodiscard]] int pick(int below) { return static_cast<int>(m_random.bounded(below)); }
    [[nodiscard]] QString word() {
        static const QStringList words{u"red"_s, u"green"_s, u"blue"_s, {}};
        return words.at(pick(static_cast<int>(words.size())));
    }
    [[nodiscard]] bool isKnown(const QString& path) const {
        return m_rest.contains(path) || path.contains(u"/made-"_s);
    }

    [[nodiscard]] Seen look() {
        Seen seen;
        const QString everything =
            u"/policy/api/v1/infra?filter=Type-Domain%7CSecurityPolicy%7CRule%7CGroup"_s;
        see(seen, m_client->get(everything).json());
        Fields tags;
        const QJsonArray machines = m_client->get(u"/api/v1/fabric/virtual-machines"_s).results();
        const QJsonArray list = machines.first()[u"tags"].toArray();
        for (const QJsonValue tag : list) {
            tags[tag[u"scope"].toString() + u'|' + tag[u"tag"].toString()] = u"there"_s;
        }
        seen.world.set(kMachine, tags);
        return seen;
    }
    [[nodiscard]] snapshot::SnapshotPointer read() {
        auto snapshot =
            await(m_bench->pipeline().sources().readAll(u"lab"_s, CancellationToken(), {}));
        return snapshot ? *snapshot : nullptr;
    }

    /// Stages the same in the program and in the model.
    [[nodiscard]] bool stage(Editor& editor, Result<change::Step> step, const QString& path,
                             const Thing& after) {
        if (!step) {
            m_story << editor.name + u" cannot: "_s + step.error().message();
            return false;
        }
        step->mergeKey.clear(); // the model knows no typing
        m_story << editor.name + u" stages "_s + step->title;
        const auto pushed = editor.set.push(*step);
        editor.model.stage(path, after);
        return pushed.has_value();
    }

    [[nodiscard]] bool changeWord(Editor& editor, const QString& path) {
        Fields fields = *editor.model.current().at(path);
        const bool isRule = path.contains(u"/rules/"_s);
        const QStringList names = isRule ? QStringList{u"notes"_s, u"description"_s, u"tag"_s}
                                         : QStringList{u"description"_s};
        const QString name = names.at(pick(static_cast<int>(names.size())));
        const QString value = word();
        fields.erase(name);
        if (!value.isEmpty()) {
            fields[name] = value;
        }
        const UntrustedText text(value);
        if (!isRule) {
            return stage(editor,
                         change::changeGroup(
                             *editor.set.current(), path, name,
                             [&text](model::Group& group) { group.header.description = text; }),
                         path, fields);
        }
        return stage(editor,
                     change::changeRules(*editor.set.current(), {path}, name,
                                         [&](model::Rule& rule) {
                                             (name == u"notes" ? rule.notes
                                              : name == u"tag" ? rule.logLabel
                                                               : rule.header.description) = text;
                                         }),
                     path, fields);
    }

    [[nodiscard]] bool create(Editor& editor) {
        const QString id = u"made-%1"_s.arg(pick(3) == 0 ? m_created : ++m_created);
        const QString description = word();
        Fields fields;
        if (!description.isEmpty()) {
            fields[u"description"_s] = description;
        }
        if (pick(2) == 0) {
            const QString path = groupPath(id);
            if (editor.model.current().at(path)) {
                return true;
            }
            model::Group group;
            group.header.id = id;
            group.header.displayName = UntrustedText(id);
            group.header.description = UntrustedText(description);
            return stage(editor, change::createGroup(*editor.set.current(), group), path, fields);
        }
        const QString path = policyPath(pick(2)) + u"/rules/"_s + id;
        if (editor.model.current().at(path)) {
            return true;
        }
        model::Rule made;
        made.header.id = id;
        made.header.displayName = UntrustedText(id);
        made.header.description = UntrustedText(description);
        return stage(editor,
                     change::createRules(*editor.set.current(), change::policyPathOf(path), {made},
                                         change::Place{}),
                     path, fields);
    }

    [[nodiscard]] bool toggleTag(Editor& editor) {
        const QString value = QStringList{u"red"_s, u"green"_s, u"blue"_s}.at(pick(3));
        Fields fields = *editor.model.current().at(kMachine);
        const QString key = u"colour|"_s + value;
        const bool isThere = fields.erase(key) > 0;
        if (!isThere) {
            fields[key] = u"there"_s;
        }
        const model::Tag tag{UntrustedText(u"colour"_s), UntrustedText(value)};
        return stage(editor,
                     change::changeMachineTags(*editor.set.current(), {kMachine}, u"Tag"_s,
                                               [&](std::vector<model::Tag>& tags) {
                                                   std::erase(tags, tag);
                                                   if (!isThere) {
                                                       tags.push_back(tag);
                                                   }
                                               }),
                     kMachine, fields);
    }

    [[nodiscard]] bool edit(Editor& editor) {
        const int kind = pick(10);
        if (kind < 2) {
            return create(editor);
        }
        if (kind < 4) {
            return toggleTag(editor);
        }
        std::vector<QString> paths = editor.model.current().paths();
        std::erase_if(paths, [](const QString& path) {
            return path == kMachine || path.contains(u"/default-"_s);
        });
        std::erase_if(paths, [this](const QString& path) { return !isKnown(path); });
        const QString path =
            paths.at(static_cast<std::size_t>(pick(static_cast<int>(paths.size()))));
        if (kind < 9) {
            return changeWord(editor, path);
        }
        const auto step = path.contains(u"/rules/"_s)
                              ? change::deleteRules(*editor.set.current(), {path})
                              : change::deleteObjects(*editor.set.current(), {path});
        return stage(editor, step, path, std::nullopt);
    }

    [[nodiscard]] bool refresh(Editor& editor) {
        const snapshot::SnapshotPointer fresh = read();
        auto carried = change::rebase(editor.set, fresh);
        const bool expected = editor.model.refresh(m_world);
        m_story << editor.name + (expected ? u" refreshes"_s : u" refreshes and collides"_s);
        if (carried.has_value() != expected) {
            m_story << (carried ? u"carried over"_s : carried.error().message());
            return false;
        }
        if (carried) {
            editor.set = std::move(*carried);
        } else if (pick(2) == 0) { // a person gives in, or tries to publish all the same
            editor.set = change::ChangeSet(fresh);
            editor.model.startOver(m_world);
        }
        return true;
    }

    [[nodiscard]] static QJsonObject argumentsFor(const Editor& editor) {
        change::ChangeDocument document;
        document.title = editor.name;
        document.edits = editor.set.net();
        return {{u"change"_s, QString::fromUtf8(change::writeChangeDocument(document))}};
    }

    /// After a publish that went through: nothing is staged any more.
    void accept(Editor& editor, const ops::Outcome& outcome, const Carried& carried, bool raced) {
        m_world = carried.world;
        const QString id = outcome.result.value(u"undo_id"_s).toString();
        if (!id.isEmpty()) {
            m_published.push_back({id, carried.images, raced});
        }
        editor.set = change::ChangeSet(read());
        editor.model.startOver(m_world);
    }

    [[nodiscard]] bool publish(Editor& editor) {
        const auto expected = carriedOut(editor.model.net(), m_world);
        m_story << editor.name + (expected ? u" publishes"_s : u" publishes and collides"_s);
        const auto outcome = m_bench->call(u"publish_change"_s, argumentsFor(editor));
        if (outcome.has_value() != expected.has_value()) {
            m_story << (outcome ? u"it was published"_s : outcome.error().message());
            return false;
        }
        if (!outcome) {
            return outcome.error().kind == ErrorKind::Conflict;
        }
        const QJsonArray warnings = outcome->result.value(u"warnings"_s).toArray();
        const bool isSaid =
            std::any_of(warnings.begin(), warnings.end(), [](const QJsonValue& warning) {
                return warning.toString().contains(u"both changes are kept"_s);
            });
        if (isSaid != expected->mixes) {
            m_story << u"what was mixed is not said, or said without being so"_s;
            return false;
        }
        accept(editor, *outcome, *expected, false);
        return true;
    }

    /// Both at the same moment: either may be refused, but what is said to be published is there.
    [[nodiscard]] bool publishBoth(Editor& a, Editor& b) {
        m_story << u"both publish at once"_s;
        std::optional<Result<ops::Outcome>> results[2];
        QObject owner;
        int number = 0;
        for (const Editor* editor : {&a, &b}) {
            ops::CallContext context;
            context.agent = editor->name;
            context.confirmer = m_bench->confirmer;
            keepTask<Result<ops::Outcome>>(
                &owner,
                m_bench->pipeline().call(u"publish_change"_s, argumentsFor(*editor), context),
                [&slot = results[number]](Result<ops::Outcome> outcome) {
                    slot = std::move(outcome);
                });
            ++number;
        }
        if (!QTest::qWaitFor([&] { return results[0] && results[1]; }, 30'000)) {
            return false;
        }
        const World now = look().world;
        for (const bool aFirst : {true, false}) {
            std::optional<Carried> first;
            std::optional<Carried> second;
            World world = m_world;
            bool fits = true;
            for (const bool isFirst : {true, false}) {
                Editor& editor = isFirst == aFirst ? a : b;
                if (!*results[&editor == &a ? 0 : 1]) {
                    continue;
                }
                auto& carried = isFirst ? first : second;
                carried = carriedOut(editor.model.net(), world);
                fits = fits && carried.has_value();
                world = carried ? carried->world : world;
            }
            if (!fits || world != now) {
                continue;
            }
            if (first) {
                accept(aFirst ? a : b, **results[aFirst ? 0 : 1], *first, true);
            }
            if (second) {
                accept(aFirst ? b : a, **results[aFirst ? 1 : 0], *second, true);
            }
            return true;
        }
        for (const auto& result : results) {
            m_story << (*result ? u"published"_s : result->error().message());
        }
        return false;
    }

    [[nodiscard]] bool revert() {
        if (m_published.empty()) {
            return true;
        }
        const int chosen = pick(static_cast<int>(m_published.size()));
        const Publication publication = m_published.at(static_cast<std::size_t>(chosen));
        const auto expected = takenBack(publication.images, m_world);
        m_story << u"somebody takes back publication %1%2"_s.arg(chosen).arg(
            expected ? QString() : u" and collides"_s);
        const auto outcome = m_bench->call(u"revert_change"_s, {{u"change_id"_s, publication.id}});
        const bool mayRefuse = publication.raced && !outcome;
        if (outcome.has_value() != expected.has_value() && !mayRefuse) {
            m_story << (outcome ? u"it was taken back"_s : outcome.error().message());
            return false;
        }
        if (outcome) {
            m_world = *expected;
            m_published.erase(m_published.begin() + chosen);
            return true;
        }
        return outcome.error().kind == ErrorKind::Conflict;
    }

    [[nodiscard]] bool move(Editor& a, Editor& b) {
        Editor& editor = pick(2) == 0 ? a : b;
        const int kind = pick(20);
        return kind < 10   ? edit(editor)
               : kind < 13 ? refresh(editor)
               : kind < 17 ? publish(editor)
               : kind < 18 ? publishBoth(a, b)
                           : revert();
    }

    /// The manager has what the model says, and everything else is as it was.
    [[nodiscard]] bool isAsExpected() {
        const Seen seen = look();
        if (seen.world != m_world) {
            for (const QString& path : seen.world.paths()) {
                if (seen.world.at(path) != m_world.at(path)) {
                    m_story << path + u" is not as it should be"_s;
                }
            }
            for (const QString& path : m_world.paths()) {
                if (!seen.world.at(path)) {
                    m_story << path + u" is missing"_s;
                }
            }
            return false;
        }
        for (auto it = seen.rest.cbegin(); it != seen.rest.cend(); ++it) {
            if (m_rest.contains(it.key()) && m_rest.value(it.key()) != it.value()) {
                m_story << it.key() + u" was touched beside the change"_s;
                return false;
            }
        }
        return true;
    }

private Q_SLOTS:
    void initTestCase() {
        m_bench = std::make_unique<WriteBench>(simulator::SimulatorOptions(), smallEstate());
        m_client = std::make_unique<simulator::test::ApiClient>(m_bench->manager(), u"admin"_s,
                                                                u"correct horse 7!"_s);
        const Seen seen = look();
        m_world = seen.world;
        m_rest = seen.rest;
        QVERIFY(m_world.at(policyPath(1) + u"/rules/r2"_s));
        QVERIFY(m_world.at(kMachine));
    }
    void cleanupTestCase() { m_bench.reset(); }

    void nothingIsLostOrOverwrittenUnseen() {
        bool isSet = false;
        int seed = qEnvironmentVariableIntValue("BULKHEAD_SEED", &isSet);
        const int first = isSet ? seed : 1;
        const int count = isSet ? 1 : interleavings();
        for (seed = first; seed < first + count; ++seed) {
            m_random.seed(static_cast<quint32>(seed));
            m_story.clear();
            m_bench->manager().clearRequests();
            const snapshot::SnapshotPointer now = read();
            QVERIFY(now);
            Editor a{u"Ann"_s, change::ChangeSet(now), EditorModel(m_world)};
            Editor b{u"Bob"_s, change::ChangeSet(now), EditorModel(m_world)};
            for (int step = 0; step < kMoves; ++step) {
                const bool isRight = move(a, b) && isAsExpected();
                QVERIFY2(isRight,
                         qPrintable(u"seed %1:\n  "_s.arg(seed) + m_story.join(u"\n  "_s)));
            }
            if (seed % 50 == 0) {
                qInfo("seeds up to %d hold", seed);
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestTwoEditors)
#include "tst_two_editors.moc"
