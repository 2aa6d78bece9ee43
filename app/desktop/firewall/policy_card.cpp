// SPDX-License-Identifier: MIT
// The inspector's card of one or several policies.
#include "change/object_edits.h"
#include "desktop/details/object_details.h"
#include "desktop/estate/document.h"
#include "desktop/firewall/card_parts.h"
#include "desktop/firewall/rule_cell_editing.h"
#include "desktop/firewall/rule_constraints.h"
#include "desktop/firewall/rule_editor.h"
#include "desktop/firewall/section_words.h"
#include "desktop/widgets/inspector.h"
#include "model/decode.h"

#include <QComboBox>
#include <QCoreApplication>
#include <QLineEdit>

#include <algorithm>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

namespace {

using model::SecurityPolicy;

QString translated(const char* text) {
    return QCoreApplication::translate("Card", text);
}

class PolicyCard final {
public:
    PolicyCard(const CardContext& card, const QStringList& paths) : m_card(card), m_paths(paths) {
        for (const QString& path : paths) {
            m_policies.push_back(card.document.snapshot()->policy(path));
        }
    }

    void show() {
        m_card.inspector.setSubject(m_paths.join(u'\n'));
        addHeading();
        for (const QString& path : m_paths) {
            if (!m_locked) {
                m_locked = addLock(m_card, path);
            }
        }
        if (isOne()) {
            addCategory();
            addNumber();
        }
        addScope();
        addState();
        addSchedule();
        addLocking();
        addDescription();
        if (isOne()) {
            const SecurityPolicy* policy = m_policies.front();
            describeHeader(m_card.inspector, policy->header);
            m_card.inspector.addRaw(
                [kept = m_card.document.snapshot(), policy] { return model::encode(*policy); });
        }
        m_card.inspector.finish();
    }

private:
    [[nodiscard]] bool isOne() const { return m_policies.size() == 1; }
    [[nodiscard]] const snapshot::Snapshot& snapshot() const { return *m_card.document.snapshot(); }

    [[nodiscard]] QString obstacle(const QString& field) const {
        if (m_locked) {
            return translated("The policy is locked.");
        }
        for (const SecurityPolicy* policy : m_policies) {
            if (const QString why = policyFieldObstacle(*policy, field); !why.isEmpty()) {
                return why;
            }
        }
        return {};
    }

    /// Changes the field of all policies of the card.
    [[nodiscard]] auto changer(const QString& field) const {
        return [editor = &m_card.editor, paths = m_paths,
                field](const std::function<void(SecurityPolicy&)>& set) {
            editor->changePolicies(paths, field, set);
        };
    }

    void addHeading() {
        Inspector& inspector = m_card.inspector;
        if (!isOne()) {
            inspector.begin(u"brick-wall-shield"_s, translated("Selected"),
                            countWords(static_cast<qsizetype>(m_policies.size()),
                                       translated("policy"), translated("policies")));
            inspector.addParagraph(
                translated("A field that you change here changes all of them, in one step."), true);
            return;
        }
        const SecurityPolicy& policy = *m_policies.front();
        inspector.begin(u"brick-wall-shield"_s, translated("Policy"), policy.header.label());
        addFindings(m_card, policy.header.path);
        inspector.addField(translated("Rules"),
                           countWords(static_cast<qsizetype>(policy.rules.size()),
                                      translated("rule"), translated("rules")));
    }

    /// A policy that no manager has seen may still change its category.
    [[nodiscard]] bool isNew() const {
        const change::ChangeSet* edits = m_card.document.edits();
        return edits != nullptr && edits->base()->policy(m_paths.constFirst()) == nullptr;
    }

    void addCategory() {
        const SecurityPolicy& policy = *m_policies.front();
        if (!isNew()) {
            const QString meaning = categoryMeaning(policy.effectiveCategory());
            m_card.inspector.addField(
                translated("Category"),
                policy.category ? cleanLine(policy.category->text()) +
                                      (meaning.isEmpty() ? QString() : u", "_s + meaning) +
                                      u". "_s + policyFieldObstacle(policy, u"category"_s)
                                : QString());
            return;
        }
        std::vector<FieldChoice> choices;
        int current = -1;
        for (const model::Category category : allCategories()) {
            if (category == policy.effectiveCategory()) {
                current = static_cast<int>(choices.size());
            }
            choices.push_back({model::NsxEnum<model::Category>(category).text(), {}});
        }
        const auto choose = [editor = &m_card.editor, path = m_paths.constFirst()](int index) {
            editor->chooseCategory(path, allCategories().at(static_cast<std::size_t>(index)));
        };
        m_card.inspector.addEditor(
            translated("Category"),
            makeChoiceField(u"field_category"_s, translated("Category"), choices, current, choose));
        m_card.inspector.addParagraph(
            categoryMeaning(policy.effectiveCategory()) +
                translated(". It can be chosen until the policy is published."),
            true);
    }

    /// What to say about a number while it is typed.
    [[nodiscard]] FieldCheck numberCheck() const {
        return [document = &m_card.document, path = m_paths.constFirst()](const QString& text) {
            bool isNumber = false;
            const int number = text.toInt(&isNumber);
            if (!isNumber || number < 0 || number > longest::policyNumber) {
                return FieldRemark{translated("A number from 0 to 999999."), true};
            }
            const snapshot::Snapshot& now = *document->snapshot();
            const SecurityPolicy* policy = now.policy(path);
            for (const SecurityPolicy& other : now.policies()) {
                if (policy != nullptr && &other != policy &&
                    other.effectiveCategory() == policy->effectiveCategory() &&
                    other.sequenceNumber == number) {
                    return FieldRemark{
                        translated("%1 has it, too: NSX does not say which of them comes first.")
                            .arg(other.header.label()),
                        false};
                }
            }
            return FieldRemark{};
        };
    }

    void addNumber() {
        const SecurityPolicy& policy = *m_policies.front();
        const QString label = translated("Order");
        const auto set = changer(translated("order"));
        LineField* line = makeLine(
            m_card, u"field_sequence_number"_s, label,
            policy.sequenceNumber ? QString::number(*policy.sequenceNumber) : QString(), 10,
            [set](const QString& text) {
                set([number = text.toInt()](SecurityPolicy& one) { one.sequenceNumber = number; });
            });
        const QString why = obstacle(u"sequence_number"_s);
        if (why.isEmpty()) {
            line->setCheck(numberCheck());
        }
        obstruct(line, why);
        m_card.inspector.addEditor(label, line);
    }

    void addScope() {
        const QString label = translated("Applied To");
        const auto scope =
            commonValue(m_policies, [](const SecurityPolicy& one) { return one.scope; });
        ChipCell cell;
        if (scope) {
            cell = chipCellFor(snapshot(), *scope);
        }
        if (cell.chips.empty()) {
            cell.word = scope ? translated("as each rule says") : translated("different values");
        }
        if (obstacle(u"scope"_s).isEmpty()) {
            m_card.inspector.addEditableChips(
                label, cell, u"edit_scope"_s,
                [cells = &m_card.cells, paths = m_paths](QWidget* button) {
                    cells->openPolicyScope(paths, button);
                });
        } else {
            m_card.inspector.addChips(label, cell);
        }
        if (!cell.chips.empty()) {
            m_card.inspector.addParagraph(
                translated("It replaces the Applied To of every rule in it."), true);
        }
    }

    void addState() {
        const auto stateful = commonValue(
            m_policies, [](const SecurityPolicy& one) { return one.stateful.value_or(true); });
        const auto setState = changer(translated("state"));
        const FieldFlag state{translated("Stateful"), stateful,
                              stateful.value_or(true)
                                  ? translated("Answers are let through.")
                                  : translated("Answers need rules of their own."),
                              obstacle(u"stateful"_s)};
        m_card.inspector.addEditor(
            translated("State"), makeFlagField(u"field_stateful"_s, state, [setState](bool on) {
                setState([on](SecurityPolicy& one) {
                    one.stateful = on;
                    if (!on && one.tcpStrict.value_or(false)) {
                        one.tcpStrict = false; // it means nothing without a state
                    }
                });
            }));
        const auto strict = commonValue(
            m_policies, [](const SecurityPolicy& one) { return one.tcpStrict.value_or(false); });
        const auto setStrict = changer(translated("TCP strict"));
        const FieldFlag handshake{translated("Strict"), strict,
                                  translated("Connections must begin with a handshake."),
                                  obstacle(u"tcp_strict"_s)};
        m_card.inspector.addEditor(
            translated("TCP"),
            makeFlagField(u"field_tcp_strict"_s, handshake, [setStrict](bool on) {
                setStrict([on](SecurityPolicy& one) { one.tcpStrict = on; });
            }));
    }

    void addSchedule() {
        std::vector<FieldChoice> choices{{translated("Always"), {}}};
        QStringList paths{QString()};
        for (const model::FirewallScheduler& scheduler : snapshot().schedulers()) {
            choices.push_back({scheduler.header.label(), {}});
            paths << scheduler.header.path;
        }
        const auto now =
            commonValue(m_policies, [](const SecurityPolicy& one) { return one.schedulerPath; });
        if (now && !paths.contains(*now)) {
            choices.push_back({snapshot().nameOf(*now), translated("not in this snapshot")});
            paths << *now;
        }
        const auto set = changer(translated("schedule"));
        QComboBox* box = makeChoiceField(
            u"field_scheduler_path"_s, translated("Schedule"), choices,
            now ? static_cast<int>(paths.indexOf(*now)) : -1, [set, paths](int index) {
                set([path = paths.at(index)](SecurityPolicy& one) { one.schedulerPath = path; });
            });
        const QString why = obstacle(u"scheduler_path"_s);
        obstruct(box, why.isEmpty() && paths.size() == 1
                          ? translated("This manager has no schedules.")
                          : why);
        m_card.inspector.addEditor(translated("Schedule"), box);
        const model::FirewallScheduler* scheduler = now ? snapshot().scheduler(*now) : nullptr;
        if (scheduler != nullptr) {
            m_card.inspector.addField({}, scheduleWords(*scheduler));
        }
    }

    void addLocking() {
        const auto locked = commonValue(
            m_policies, [](const SecurityPolicy& one) { return one.locked.value_or(false); });
        const auto setLocked = changer(translated("lock"));
        const FieldFlag lock{translated("Locked"), locked,
                             translated("Then only whoever locked it can change it and its rules."),
                             obstacle(u"locked"_s)};
        m_card.inspector.addEditor(translated("Lock"),
                                   makeFlagField(u"field_locked"_s, lock, [setLocked](bool on) {
                                       setLocked([on](SecurityPolicy& one) { one.locked = on; });
                                   }));
        const auto comments =
            commonValue(m_policies, [](const SecurityPolicy& one) { return one.comments.line(); });
        const auto setComments = changer(translated("comments"));
        LineField* line = makeLine(
            m_card, u"field_comments"_s, translated("Why it is locked"), comments,
            longest::description, [setComments](const QString& text) {
                setComments([text](SecurityPolicy& one) { one.comments = UntrustedText(text); });
            });
        line->line().setPlaceholderText(comments ? translated("Why it is locked")
                                                 : line->line().placeholderText());
        obstruct(line, obstacle(u"comments"_s));
        m_card.inspector.addEditor(translated("Comments"), line);
    }

    void addDescription() {
        const auto description = commonValue(m_policies, [](const SecurityPolicy& one) {
            return one.header.description.paragraphs();
        });
        const auto set = changer(translated("description"));
        TextField* text = makeText(m_card, u"field_description"_s, translated("Description"),
                                   description, longest::description, [set](const QString& typed) {
                                       set([typed](SecurityPolicy& one) {
                                           one.header.description = UntrustedText(typed);
                                       });
                                   });
        obstruct(text, obstacle(u"description"_s));
        m_card.inspector.addEditor(translated("Description"), text);
    }

    CardContext m_card;
    QStringList m_paths;
    std::vector<const SecurityPolicy*> m_policies;
    bool m_locked = false;
};

} // namespace

void showPolicyCard(const CardContext& card, const QStringList& paths) {
    PolicyCard(card, paths).show();
}

} // namespace bulkhead::desktop
