// SPDX-License-Identifier: MIT
// Pictures of cards with fields, findings at cells and the palette; the frame stands in
// pictures.cpp.
#include "change/object_edits.h"
#include "change/rule_edits.h"
#include "desktop/estate/document.h"
#include "desktop/estate/findings.h"
#include "desktop/finder/command_palette.h"
#include "desktop/finder/navigator.h"
#include "desktop/main_actions.h"
#include "desktop/main_window.h"
#include "desktop/pictures.h"
#include "desktop/places/table_place.h"
#include "desktop/widgets/table_view.h"

#include <QAction>
#include <QApplication>
#include <QKeyEvent>
#include <QLineEdit>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

void PictureMaker::addCards() {
    const auto table = [this]() -> TableView& {
        return m_window->tablePlace(PlaceId::Firewall).table();
    };
    const auto policy = [this](std::size_t index) -> const model::SecurityPolicy& {
        return m_window->document().snapshot()->policies().at(index);
    };
    addStep(u"policy card"_s, {}, [this, table, policy] {
        m_window->showPlace(PlaceId::Firewall);
        table().goTo(policy(3).header.path);
        table().setFocus();
    });
    addStep(u"policy card light"_s, {}, [this, table, policy] {
        photograph(u"policy-card-light"_s);
        QStringList rules;
        for (const model::Rule& rule : policy(3).rules.get()) {
            rules << rule.header.path;
        }
        table().goTo(rules.constFirst());
        table().selectKeys(rules);
    });
    addStep(u"many rules"_s, {}, [this, table, policy] {
        photograph(u"rules-selected-light"_s);
        // A policy of one's own with a rule in which much is odd.
        Document& document = m_window->document();
        model::SecurityPolicy fresh;
        fresh.header.displayName = UntrustedText(u"Isolation of a host that misbehaves"_s);
        fresh.category = model::Category::Emergency;
        model::Rule rule;
        rule.header.displayName = UntrustedText(u"stop everything"_s);
        rule.action = model::RuleAction::Drop;
        rule.destinations = {u"/infra/domains/default/groups/no-such-group"_s};
        rule.logged = false;
        model::Rule open;
        open.header.displayName = UntrustedText(u"anything goes"_s);
        fresh.rules = std::vector<model::Rule>{rule, open};
        const auto step = change::createPolicy(*document.snapshot(), fresh, change::Place::top());
        if (const Result<void> staged = document.stage(step); !staged) {
            fail(staged.error().message());
            return;
        }
        table().goTo(step->edits.front().path + u"/rules/stop-everything"_s);
    });
    addStep(
        u"findings"_s, [this] { return !m_window->document().findings().all().empty(); },
        [this, table] {
            photograph(u"findings-light"_s);
            photograph(u"findings-200"_s, 2.0);
            m_window->actions().themeDark->trigger();
            table().goTo(m_window->document().edits()->net().front().path);
        });
    addStep(u"findings dark"_s, {}, [this] {
        photograph(u"findings-dark"_s);
        m_window->document().discardEdits();
        m_window->actions().themeLight->trigger();
    });
}

void PictureMaker::addPalette() {
    const auto palette = [this]() -> CommandPalette& { return m_window->navigator().palette(); };
    const auto isDone = [palette] { return !palette().isSearching(); };
    const auto type = [palette](const QString& text) {
        palette().findChild<QLineEdit*>(u"paletteLine"_s)->setText(text);
    };
    const auto press = [palette](Qt::Key key) {
        QKeyEvent event(QEvent::KeyPress, key, Qt::NoModifier);
        QApplication::sendEvent(palette().findChild<QLineEdit*>(u"paletteLine"_s), &event);
    };
    addStep(u"palette"_s, {}, [this] { m_window->navigator().openPalette()->trigger(); });
    addStep(u"palette start"_s, isDone, [this, type] {
        photograph(u"palette-start-light"_s);
        type(u"web"_s);
    });
    addStep(u"palette hits"_s, isDone, [this] {
        photograph(u"palette-light"_s);
        photograph(u"palette-200"_s, 2.0);
        m_window->actions().themeDark->trigger();
    });
    addStep(u"palette dark"_s, isDone, [this, type] {
        photograph(u"palette-dark"_s);
        m_window->actions().themeLight->trigger();
        type(u"dev-webshop-01"_s);
    });
    addStep(u"palette machine"_s, isDone, [press] { press(Qt::Key_Return); });
    addStep(u"palette rules"_s, isDone, [this, palette] {
        photograph(u"palette-rules-light"_s);
        palette().dismiss();
    });
}

} // namespace bulkhead::desktop
