// SPDX-License-Identifier: MIT
// Pictures of groups, tags, services and exclusions being edited; the frame stands in pictures.cpp.
#include "desktop/estate/document.h"
#include "desktop/inventory/inventory_place.h"
#include "desktop/inventory/tag_import_panel.h"
#include "desktop/main_actions.h"
#include "desktop/main_window.h"
#include "desktop/pictures.h"
#include "desktop/places/object_editor.h"
#include "desktop/places/object_place.h"
#include "desktop/widgets/table_view.h"

#include <QAction>
#include <QComboBox>
#include <QFile>
#include <QLineEdit>
#include <QPushButton>
#include <QTemporaryDir>

namespace bulkhead::desktop {

using namespace Qt::StringLiterals;

namespace {

/// A group whose criteria say more than one thing.
QString showyGroup(const snapshot::Snapshot& snapshot) {
    QString best;
    std::size_t most = 0;
    for (const model::Group& group : snapshot.groups()) {
        if (group.expression.size() >= most) {
            most = group.expression.size();
            best = group.header.path;
        }
    }
    return best;
}

void typeInto(QWidget& parent, const QString& field, const QString& text) {
    const auto lines = parent.findChildren<QLineEdit*>(field);
    for (QLineEdit* line : lines) {
        if (line->isVisible()) {
            line->setText(text);
            Q_EMIT line->editingFinished();
            return;
        }
    }
}

QByteArray tagFile(const snapshot::Snapshot& snapshot) {
    QByteArray text = "vm,scope,tag\n";
    int count = 0;
    for (const model::VirtualMachine& machine : snapshot.machines()) {
        if (++count <= 6) {
            text += machine.displayName.raw().toUtf8() + ",wave," + (count < 4 ? "one" : "two");
            text += '\n';
        }
    }
    return text + "web-99,wave,one\n" + snapshot.machines().front().externalId.toUtf8() + ",wave\n";
}

} // namespace

void PictureMaker::addObjects() {
    const auto open = [this](PlaceId id, const QString& path) {
        auto& place = static_cast<ObjectPlace&>(m_window->place(id));
        m_window->showPlace(id);
        place.goTo(path);
        place.editor().open(path);
        return &place.editor();
    };
    addStep(u"group editor"_s, {}, [this, open] {
        ObjectEditor* editor = open(PlaceId::Groups, showyGroup(*m_window->document().snapshot()));
        typeInto(*editor->findChild<QWidget*>(u"criterion0part2"_s), u"valueField"_s, u"web"_s);
        typeInto(*editor->findChild<QWidget*>(u"criterion1part1"_s), u"valueField"_s, u"trackin"_s);
    });
    addStep(
        u"group members"_s, [this] { return m_window->document().members()->isComplete(); },
        [this] {
            photograph(u"group-editor-light"_s);
            photograph(u"group-editor-200"_s, 2.0);
            m_window->actions().themeDark->trigger();
        });
    addStep(u"group editor dark"_s, {}, [this] {
        photograph(u"group-editor-dark"_s);
        m_window->actions().themeLight->trigger();
        m_window->document().discardEdits();
    });
    addStep(u"service editor"_s, {}, [this, open] {
        ObjectEditor* editor = open(PlaceId::Services, u"/infra/services/HTTPS"_s);
        photograph(u"service-predefined"_s);
        editor->openNew();
        typeInto(*editor, u"serviceName"_s, u"Shop, back office and management ports"_s);
        editor->findChild<QPushButton*>(u"addEntry"_s)->click();
        typeInto(*editor, u"destinationPorts"_s, u"8443, 9000-9100"_s);
        editor->findChild<QPushButton*>(u"addEntry"_s)->click();
    });
    addStep(u"service mistake"_s, {}, [this] {
        QWidget* entry = m_window->findChild<QWidget*>(u"entry1"_s);
        typeInto(*entry, u"destinationPorts"_s, u"443, 70000"_s);
        photograph(u"service-editor-light"_s);
        static_cast<ObjectPlace&>(m_window->place(PlaceId::Services)).editor().closeEditor();
        m_window->document().discardEdits();
    });
    addTags();
    addExclusions();
}

void PictureMaker::addTags() {
    const auto inventory = [this]() -> InventoryPlace& {
        return static_cast<InventoryPlace&>(m_window->place(PlaceId::Inventory));
    };
    addStep(
        u"tags"_s, [this] { return m_window->document().members()->isComplete(); },
        [this, inventory] {
            m_window->showPlace(PlaceId::Inventory);
            const auto& machines = m_window->document().snapshot()->machines();
            inventory().table().selectKeys(
                {machines.at(3).externalId, machines.at(4).externalId, machines.at(5).externalId});
            inventory().commands().front()->trigger();
            typeInto(*m_window->findChild<QWidget*>(u"tagPanel"_s), u"valueField"_s,
                     u"env|prodd"_s);
        });
    addStep(
        u"tag consequences"_s,
        [this] { return m_window->findChild<QPushButton*>(u"tagStage"_s)->isEnabled(); },
        [this, inventory] {
            photograph(u"tags-light"_s);
            QTemporaryDir folder;
            QFile file(folder.filePath(u"tags.csv"_s));
            if (file.open(QIODevice::WriteOnly)) {
                file.write(tagFile(*m_window->document().snapshot()));
                file.close();
                inventory().importPanel().openFile(file.fileName());
            }
        });
    addStep(u"tag file"_s, {}, [this, inventory] {
        photograph(u"tags-file"_s);
        inventory().importPanel().closePanel();
    });
}

void PictureMaker::addExclusions() {
    addStep(u"exclusions"_s, {}, [this] {
        m_window->showPlace(PlaceId::Exclusions);
        m_window->tablePlace(PlaceId::Exclusions).table().setFocus();
    });
    addStep(u"exclusions light"_s, {}, [this] {
        photograph(u"exclusions-light"_s);
        m_window->place(PlaceId::Exclusions).commands().front()->trigger();
        photograph(u"exclusions-choose"_s);
    });
    addStep(u"no exclusions"_s, {}, [this] {
        auto& table = m_window->tablePlace(PlaceId::Exclusions).table();
        table.selectAll();
        for (QAction* command : m_window->place(PlaceId::Exclusions).commands()) {
            if (command->objectName() == u"removeExclusions") {
                command->trigger();
            }
        }
    });
    addStep(u"no exclusions light"_s, {}, [this] {
        photograph(u"exclusions-empty"_s);
        m_window->document().discardEdits();
    });
}

} // namespace bulkhead::desktop
