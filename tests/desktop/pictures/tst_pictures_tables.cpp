// SPDX-License-Identifier: MIT
// Pictures of every place that is a table, in every state that it can be in, and of its editors.
#include "desktop/firewall/operand_editor.h"
#include "desktop/inventory/inventory_place.h"
#include "desktop/inventory/tag_import_panel.h"
#include "desktop/pictures/picture_desk.h"
#include "desktop/pictures/picture_estates.h"
#include "desktop/places/object_editor.h"
#include "desktop/places/object_place.h"
#include "desktop/widgets/filter_bar.h"

#include <QFile>
#include <QLineEdit>

using namespace bulkhead;
using namespace bulkhead::desktop;
using namespace Qt::StringLiterals;
using bulkhead::desktop::tests::PictureDesk;

namespace {

struct TableRow {
    PlaceId id;
    QString name;
    QString search; ///< finds some, not all
};

std::vector<TableRow> tables() {
    return {{PlaceId::Firewall, u"firewall"_s, u"web"_s},
            {PlaceId::Groups, u"groups"_s, u"web"_s},
            {PlaceId::Inventory, u"inventory"_s, u"prod"_s},
            {PlaceId::Services, u"services"_s, u"dns"_s},
            {PlaceId::Exclusions, u"exclusions"_s, u"a"_s}};
}

void typeInto(const QWidget& parent, const QString& field, const QString& text) {
    const auto lines = parent.findChildren<QLineEdit*>(field);
    for (QLineEdit* line : lines) {
        if (line->isVisible()) {
            line->setText(text);
            Q_EMIT line->editingFinished();
            return;
        }
    }
    QFAIL(qPrintable(field));
}

} // namespace

class TestPicturesTables final : public QObject, protected PictureDesk {
    Q_OBJECT

    /// The row in the middle of what is to be seen, a rule where there are rules.
    void chooseSomething(PlaceId id) {
        TableView& table = window().tablePlace(id).table();
        QModelIndex row = table.indexAt({0, 0});
        for (int i = 0; i < 6 && table.indexBelow(row).isValid(); ++i) {
            row = table.indexBelow(row);
        }
        table.setCurrentIndex(row.siblingAtColumn(1));
        table.setFocus();
    }
    [[nodiscard]] ObjectEditor& editorOf(PlaceId id) const {
        window().showPlace(id);
        return static_cast<ObjectPlace&>(window().place(id)).editor();
    }

private Q_SLOTS:
    void initTestCase() { open(); }
    void cleanupTestCase() {
        QStringList states{u"groups-editor"_s,       u"groups-new"_s,       u"services-editor"_s,
                           u"services-predefined"_s, u"services-new"_s,     u"inventory-tags"_s,
                           u"inventory-csv"_s,       u"exclusions-choose"_s};
        for (const TableRow& table : tables()) {
            for (const char* state :
                 {"full", "filtered", "nothing", "stale", "denied", "empty", "long", "offline"}) {
                states << table.name + u'-' + QLatin1StringView(state);
            }
        }
        m_book.verifyComplete(states);
        close();
    }

    void fullAndFiltered_data() { places(); }
    void fullAndFiltered() {
        QFETCH(const int, row);
        const TableRow table = tables()[static_cast<std::size_t>(row)];
        window().showPlace(table.id);
        chooseSomething(table.id);
        take(table.name + u"-full"_s);
        FilterBar& filter = window().tablePlace(table.id).filterBar();
        filter.setText(table.search);
        chooseSomething(table.id);
        take(table.name + u"-filtered"_s);
        filter.setText(u"nothing-is-called-like-this"_s);
        take(table.name + u"-nothing"_s);
        filter.setText({});
    }

    void aGroupInTheEditor() {
        ObjectEditor& editor = editorOf(PlaceId::Groups);
        QString path;
        std::size_t most = 0;
        for (const model::Group& group : document().snapshot()->groups()) {
            if (group.expression.size() >= most) {
                most = group.expression.size();
                path = group.header.path;
            }
        }
        window().tablePlace(PlaceId::Groups).goTo(path);
        editor.open(path);
        QTRY_VERIFY(document().members()->isComplete());
        take(u"groups-editor"_s);
        editor.openNew();
        typeInto(editor, u"groupName"_s, u"Hosts that must never be isolated"_s);
        take(u"groups-new"_s);
        editor.closeEditor();
        document().discardEdits();
    }

    void aServiceInTheEditor() {
        ObjectEditor& editor = editorOf(PlaceId::Services);
        window().tablePlace(PlaceId::Services).goTo(u"/infra/services/HTTPS"_s);
        editor.open(u"/infra/services/HTTPS"_s);
        take(u"services-predefined"_s);
        editor.openNew();
        take(u"services-new"_s);
        typeInto(editor, u"serviceName"_s, u"Shop, back office and management ports"_s);
        editor.findChild<QAbstractButton*>(u"addEntry"_s)->click();
        typeInto(editor, u"destinationPorts"_s, u"8443, 9000-9100"_s);
        editor.findChild<QAbstractButton*>(u"addEntry"_s)->click();
        typeInto(*editor.findChild<QWidget*>(u"entry1"_s), u"destinationPorts"_s, u"443, 70000"_s);
        take(u"services-editor"_s);
        editor.closeEditor();
        document().discardEdits();
    }

    void tagsOfManyAndFromAFile() {
        window().showPlace(PlaceId::Inventory);
        auto& inventory = static_cast<InventoryPlace&>(window().place(PlaceId::Inventory));
        const auto& machines = document().snapshot()->machines();
        inventory.table().selectKeys(
            {machines.at(3).externalId, machines.at(4).externalId, machines.at(5).externalId});
        inventory.commands().front()->trigger();
        QWidget* panel = window().findChild<QWidget*>(u"tagPanel"_s);
        typeInto(*panel, u"valueField"_s, u"env|prodd"_s);
        QTRY_VERIFY(window().findChild<QAbstractButton*>(u"tagStage"_s)->isEnabled());
        take(u"inventory-tags"_s);
        QTemporaryDir folder;
        QFile file(folder.filePath(u"tags.csv"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("vm,scope,tag\n");
        for (int i = 0; i < 4; ++i) {
            file.write(machines.at(static_cast<std::size_t>(i)).displayName.raw().toUtf8() +
                       ",wave,one\n");
        }
        file.write("web-99,wave,one\nonly-a-name,wave\n");
        file.close();
        inventory.importPanel().openFile(file.fileName());
        take(u"inventory-csv"_s);
        inventory.importPanel().closePanel();
    }

    void choosingWhatIsExcluded() {
        window().showPlace(PlaceId::Exclusions);
        window().place(PlaceId::Exclusions).commands().front()->trigger();
        QVERIFY(shown<OperandEditor>() != nullptr);
        take(u"exclusions-choose"_s);
        window().showPlace(PlaceId::Groups); // what asks about a place that is gone is gone, too
        QVERIFY(shown<OperandEditor>() == nullptr);
    }

    void whatCouldNotBeReadAgain() {
        breakManager(503, 503);
        refresh();
        for (const TableRow& table : tables()) {
            window().showPlace(table.id);
            take(table.name + u"-stale"_s);
        }
        manager().clearFaults();
        refresh();
        QVERIFY(!notice().isVisible());
        breakManager(403, 401);
        refresh();
        for (const TableRow& table : tables()) {
            window().showPlace(table.id);
            take(table.name + u"-denied"_s);
        }
        manager().clearFaults();
        refresh();
    }

    void withoutAnything() {
        showEstate(tests::emptyEstate());
        for (const TableRow& table : tables()) {
            window().showPlace(table.id);
            take(table.name + u"-empty"_s);
        }
    }

    void namesOfAHundredCharacters() {
        showEstate(tests::longEstate());
        for (const TableRow& table : tables()) {
            window().showPlace(table.id);
            chooseSomething(table.id);
            take(table.name + u"-long"_s);
        }
    }

    void aFileFromAnotherDay() {
        QTemporaryDir folder;
        const QString file = folder.filePath(u"friday.json"_s);
        window().connectToTarget(m_desk.demo().target());
        QTRY_VERIFY_WITH_TIMEOUT(!document().isOffline() && !window().session().isBusy(),
                                 kPatience);
        window().saveFile(file);
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(file), kPatience);
        window().openFile(file);
        QTRY_VERIFY_WITH_TIMEOUT(document().isOffline() && document().search() != nullptr &&
                                     document().members()->isComplete(),
                                 kPatience);
        for (const TableRow& table : tables()) {
            window().showPlace(table.id);
            take(table.name + u"-offline"_s);
        }
    }

private:
    static void places() {
        QTest::addColumn<int>("row");
        const auto all = tables();
        for (std::size_t i = 0; i < all.size(); ++i) {
            QTest::addRow("%s", qPrintable(all[i].name)) << static_cast<int>(i);
        }
    }
};

PICTURE_MAIN(TestPicturesTables)
#include "tst_pictures_tables.moc"
