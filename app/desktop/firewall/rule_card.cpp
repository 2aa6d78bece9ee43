// SPDX-License-Identifier: MIT
// The inspector's card of one or several rules.
#include "desktop/details/object_details.h"
#include "desktop/estate/document.h"
#include "desktop/firewall/card_parts.h"
#include "desktop/firewall/rule_cell_editing.h"
#include "desktop/firewall/rule_cells.h"
#include "desktop/firewall/rule_constraints.h"
#include "desktop/firewall/rule_editor.h"
#include "desktop/firewall/rule_operands.h"
#include "desktop/firewall/rule_words.h"
#include "desktop/hits/hit_words.h"
#include "desktop/widgets/inspector.h"
#include "model/decode.h"

#include <QComboBox>
#include <QCoreApplication>
#include <QDateTime>

#include <algorithm>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

namespace {

QString translated(const char* text) {
    return QCoreApplication::translate("Card", text);
}

class RuleCard final {
public:
    RuleCard(const CardContext& card, const QStringList& paths) : m_card(card), m_paths(paths) {
        for (const QString& path : paths) {
            m_places.push_back(card.document.snapshot()->rule(path));
            m_rules.push_back(m_places.back().rule);
        }
    }

    void show() {
        Inspector& inspector = m_card.inspector;
        inspector.setSubject(m_paths.join(u'\n'));
        addHeading();
        for (const snapshot::RuleReference& at : m_places) {
            if (!m_locked) {
                m_locked = addLock(m_card, at.policy->header.path);
            }
        }
        addWords(translated("Action"), RuleColumn::Action, u"action"_s);
        addEnabled();
        for (const RuleColumn column :
             {RuleColumn::Sources, RuleColumn::Destinations, RuleColumn::Services,
              RuleColumn::Profiles, RuleColumn::AppliedTo}) {
            addOperands(column);
        }
        addWords(translated("Direction"), RuleColumn::Direction, u"direction"_s);
        addWords(translated("Protocol"), RuleColumn::Protocol, u"ip_protocol"_s);
        addLogging();
        addRemarks();
        if (isOne()) {
            addRest();
        }
        inspector.finish();
    }

private:
    [[nodiscard]] bool isOne() const { return m_rules.size() == 1; }

    /// Why a field cannot be edited: in one of the rules is enough.
    [[nodiscard]] QString obstacle(const QString& field) const {
        if (m_locked) {
            return translated("The policy is locked.");
        }
        for (const snapshot::RuleReference& at : m_places) {
            if (const QString why = ruleFieldObstacle(*at.policy, *at.rule, field);
                !why.isEmpty()) {
                return why;
            }
        }
        return {};
    }

    void addHeading() {
        Inspector& inspector = m_card.inspector;
        if (isOne()) {
            const model::Rule& rule = *m_rules.front();
            inspector.begin(actionCell(rule).icon,
                            rule.ruleId ? translated("Rule %1").arg(*rule.ruleId)
                                        : translated("Rule"),
                            rule.header.label());
            addFindings(m_card, rule.header.path);
            return;
        }
        inspector.begin(u"list-filter"_s, translated("Selected"),
                        countWords(static_cast<qsizetype>(m_rules.size()), translated("rule"),
                                   translated("rules")));
        inspector.addParagraph(
            translated("A field that you change here changes all of them, in one step."), true);
    }

    void addWords(const QString& label, RuleColumn column, const QString& field) {
        std::vector<FieldChoice> choices;
        int current = -1;
        const std::vector<RuleWord> words = ruleWords(column);
        for (std::size_t i = 0; i < words.size(); ++i) {
            QString why;
            for (const snapshot::RuleReference& at : m_places) {
                if (why.isEmpty()) {
                    why = words[i].obstacle(at.policy->effectiveCategory());
                }
            }
            choices.push_back({words[i].text, why});
            const bool all = std::all_of(m_rules.begin(), m_rules.end(),
                                         [&](const model::Rule* one) { return words[i].is(*one); });
            current = all ? static_cast<int>(i) : current;
        }
        QComboBox* box = makeChoiceField(
            u"field_"_s + field, label, choices, current,
            [editor = &m_card.editor, paths = m_paths, words](int index) {
                const RuleWord& word = words[static_cast<std::size_t>(index)];
                editor->changeRules(paths, word.field, word.set);
            },
            m_card.inspector.panel());
        if (isOne()) {
            box->setPlaceholderText(unknownMark()); // it says nothing, rather than several things
        }
        obstruct(box, obstacle(field));
        m_card.inspector.addEditor(label, box);
    }

    void addEnabled() {
        const auto enabled =
            commonValue(m_rules, [](const model::Rule& rule) { return !rule.isDisabled(); });
        m_card.inspector.addEditor(
            translated("State"),
            makeFlagField(
                u"field_disabled"_s, {translated("Enabled"), enabled, {}, obstacle(u"disabled"_s)},
                [editor = &m_card.editor, paths = m_paths](bool on) {
                    editor->changeRules(paths, translated("state"),
                                        [on](model::Rule& rule) { rule.disabled = !on; });
                },
                m_card.inspector.panel()));
    }

    void addOperands(RuleColumn column) {
        const QString label = ruleColumnTitle(column, false);
        const QString name = u"edit_"_s + fieldOfColumn(column);
        ChipCell cell = isOne() ? chipsOf(column) : severalOf(column);
        if (!obstacle(fieldOfColumn(column)).isEmpty()) {
            m_card.inspector.addChips(label, cell);
            return;
        }
        m_card.inspector.addEditableChips(label, cell, name,
                                          [cells = &m_card.cells, column](QWidget* button) {
                                              cells->openOperandsBeside(column, button);
                                          });
    }

    [[nodiscard]] ChipCell chipsOf(RuleColumn column) const {
        const snapshot::Snapshot& snapshot = *m_card.document.snapshot();
        const RuleCells cells = ruleCells(snapshot, *m_places.front().policy, *m_rules.front(), 0);
        ChipCell cell = cells[static_cast<std::size_t>(column)].chips;
        if (column == RuleColumn::AppliedTo && cell.chips.empty()) {
            cell.word = translated("the whole distributed firewall");
        }
        return cell;
    }

    [[nodiscard]] ChipCell severalOf(RuleColumn column) const {
        const snapshot::Snapshot& snapshot = *m_card.document.snapshot();
        ChipCell cell = chipsOf(column);
        const QString first = cell.text();
        for (const snapshot::RuleReference& at : m_places) {
            const RuleCells cells = ruleCells(snapshot, *at.policy, *at.rule, 0);
            const ChipCell& other = cells[static_cast<std::size_t>(column)].chips;
            const bool same = other.chips.empty() ? cell.chips.empty() : other.text() == first;
            if (!same) {
                ChipCell several;
                several.word = translated("different values");
                return several;
            }
        }
        return cell;
    }

    void addLogging() {
        addWords(translated("Logging"), RuleColumn::Log, u"logged"_s);
        const auto label =
            commonValue(m_rules, [](const model::Rule& rule) { return rule.logLabel.line(); });
        LineField* line = makeLine(
            m_card, u"field_tag"_s, translated("Log label"), label, longest::logLabel,
            [editor = &m_card.editor, paths = m_paths](const QString& text) {
                editor->changeRules(paths, translated("log label"), [text](model::Rule& rule) {
                    rule.logLabel = UntrustedText(text);
                });
            });
        line->setCheck([](const QString& text) {
            FieldRemark remark;
            if (text.size() > longest::writtenLogLabel) {
                remark.sentence = translated("The log shows the first 32 characters of it.");
            }
            return remark;
        });
        obstruct(line, obstacle(u"tag"_s));
        m_card.inspector.addEditor(translated("Log label"), line);
    }

    void addRemarks() {
        const auto add = [this](const QString& label, const QString& field, int length, auto get,
                                const std::function<void(model::Rule&, const QString&)>& set) {
            TextField* text = makeText(
                m_card, u"field_"_s + field, label, commonValue(m_rules, get), length,
                [editor = &m_card.editor, paths = m_paths, label, set](const QString& typed) {
                    editor->changeRules(paths, label.toLower(),
                                        [&set, &typed](model::Rule& rule) { set(rule, typed); });
                });
            obstruct(text, obstacle(field));
            m_card.inspector.addEditor(label, text);
        };
        add(
            translated("Notes"), u"notes"_s, longest::notes,
            [](const model::Rule& rule) { return rule.notes.paragraphs(); },
            [](model::Rule& rule, const QString& text) { rule.notes = UntrustedText(text); });
        add(
            translated("Description"), u"description"_s, longest::description,
            [](const model::Rule& rule) { return rule.header.description.paragraphs(); },
            [](model::Rule& rule, const QString& text) {
                rule.header.description = UntrustedText(text);
            });
    }

    void addRest() {
        const snapshot::RuleReference at = m_places.front();
        Inspector& inspector = m_card.inspector;
        inspector.addField(translated("Hits"),
                           hitWords(m_card.document.hits().get(), at.rule->header.path,
                                    QDateTime::currentSecsSinceEpoch()));
        describeRulePolicy(inspector, m_card.document, at);
        describeHeader(inspector, at.rule->header);
        inspector.addRaw(
            [kept = m_card.document.snapshot(), rule = at.rule] { return model::encode(*rule); });
    }

    CardContext m_card;
    QStringList m_paths;
    std::vector<snapshot::RuleReference> m_places;
    std::vector<const model::Rule*> m_rules;
    bool m_locked = false;
};

} // namespace

void showRuleCard(const CardContext& card, const QStringList& paths) {
    RuleCard(card, paths).show();
}

} // namespace bulkhead::desktop
