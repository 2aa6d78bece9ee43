// SPDX-License-Identifier: MIT
// Pictures of the traceflow and of intrusion detection in every state that they can be in.
#include "desktop/idps/idps_list.h"
#include "desktop/idps/idps_place.h"
#include "desktop/idps/idps_reader.h"
#include "desktop/idps/idps_records.h"
#include "desktop/pictures/picture_desk.h"
#include "desktop/pictures/picture_estates.h"
#include "desktop/traceflow/suite_panel.h"
#include "desktop/traceflow/trace_form.h"
#include "desktop/traceflow/trace_list.h"
#include "desktop/traceflow/trace_view.h"
#include "desktop/traceflow/traceflow_place.h"
#include "desktop/widgets/filter_bar.h"
#include "desktop/widgets/progress_strip.h"
#include "ops/trace_format.h"
#include "support/trace_cases.h"

#include <QFile>
#include <QJsonArray>

using namespace bulkhead;
using namespace bulkhead::desktop;
using namespace Qt::StringLiterals;
using bulkhead::desktop::tests::longEstate;
using bulkhead::desktop::tests::longName;
using bulkhead::desktop::tests::PictureDesk;
using bulkhead::tests::everyTraceCase;
using bulkhead::tests::TraceCase;

namespace {

QString stateOf(const QString& traceCase) {
    return u"traceflow-"_s + QString(traceCase).replace(u' ', u'-');
}

QJsonObject flow(const QString& from, const QString& to, int port) {
    return {
        {u"src_vm"_s, from}, {u"dst_vm"_s, to}, {u"protocol"_s, u"TCP"_s}, {u"dst_port"_s, port}};
}

/// Every text that has at least one letter becomes as long as NSX allows.
QJsonValue lengthened(const QJsonValue& value) {
    if (value.isObject()) {
        QJsonObject object = value.toObject();
        for (auto it = object.begin(); it != object.end(); ++it) {
            const bool isName = it.key().endsWith(u"name"_s) || it.key().endsWith(u"names"_s) ||
                                it.key().endsWith(u"description"_s);
            it.value() = isName && it.value().isString() ? longName(it.value().toString(), 7)
                                                         : lengthened(it.value());
        }
        return object;
    }
    QJsonArray list = value.toArray();
    for (QJsonValueRef one : list) {
        one = lengthened(one);
    }
    return value.isArray() ? QJsonValue(list) : value;
}

} // namespace

class TestPicturesTraces final : public QObject, protected PictureDesk {
    Q_OBJECT

    [[nodiscard]] TraceflowPlace& traces() const {
        return static_cast<TraceflowPlace&>(window().place(PlaceId::Traceflow));
    }
    [[nodiscard]] IdpsPlace& idps() const {
        return static_cast<IdpsPlace&>(window().place(PlaceId::Idps));
    }
    void trace(const QJsonObject& packet) {
        traces().form().fill(packet);
        traces().run(traces().form().arguments());
        QTRY_VERIFY_WITH_TIMEOUT(!traces().isTracing(), kPatience);
    }
    void show(const model::Trace& trace) {
        ShownTrace shown;
        ops::TraceFacts facts{trace, {}, {}};
        for (const model::TraceObservation& one : trace.observations) {
            if (one.resourceType.contains(u"Delivered"_s)) {
                ops::TraceArrival arrival;
                arrival.machineName = UntrustedText(u"app-01"_s);
                facts.arrivals.push_back(arrival);
            }
        }
        shown.result = ops::formatTrace(facts);
        traces().view().show(std::move(shown), nullptr);
        traces().view().setCurrentHop(0);
    }
    [[nodiscard]] bool wasSent() const {
        const auto requests = manager().requests();
        return std::any_of(requests.cbegin(), requests.cend(), [](const auto& request) {
            return request.method == "PUT" && request.path.contains("traceflows");
        });
    }
    void readIdps() {
        QTRY_VERIFY_WITH_TIMEOUT(!idps().reader().isBusy(), kPatience);
        idps().reader().refresh();
        QTRY_VERIFY_WITH_TIMEOUT(!idps().reader().isBusy(), kPatience);
    }
    void breakIdps(int status, int code) {
        breakManager(status, code, "intrusion-service");
        idps().reader().clear();
        readIdps();
    }

private Q_SLOTS:
    void initTestCase() {
        open();
        window().showPlace(PlaceId::Traceflow);
    }
    void cleanupTestCase() {
        QStringList states{
            u"traceflow-empty"_s,    u"traceflow-form"_s,      u"traceflow-running"_s,
            u"traceflow-stopped"_s,  u"traceflow-delivered"_s, u"traceflow-dropped"_s,
            u"traceflow-compared"_s, u"traceflow-suite"_s,     u"traceflow-error"_s,
            u"traceflow-offline"_s,  u"traceflow-timed-out"_s, u"traceflow-long"_s,
            u"idps-events"_s,        u"idps-clusters"_s,       u"idps-rules"_s,
            u"idps-profiles"_s,      u"idps-signatures"_s,     u"idps-nothing"_s,
            u"idps-reading"_s,       u"idps-denied"_s,         u"idps-missing"_s,
            u"idps-error"_s,         u"idps-quiet"_s,          u"idps-off"_s,
            u"idps-long"_s,          u"idps-offline"_s};
        for (const TraceCase& one : everyTraceCase()) {
            states << stateOf(one.name);
        }
        m_book.verifyComplete(states);
        close();
    }

    void aTrace() {
        take(u"traceflow-empty"_s);
        traces().form().fill(flow(u"stage-billing-app-01"_s, u"dev-tracking-01"_s, 443));
        take(u"traceflow-form"_s);
        trace(flow(u"prod-webshop-web-01"_s, u"prod-webshop-app-01"_s, 8443));
        traces().view().setCurrentHop(2);
        take(u"traceflow-delivered"_s);
        trace(flow(u"prod-webshop-web-01"_s, u"prod-crm-app-01"_s, 22));
        traces().view().setCurrentHop(static_cast<int>(traces().view().graph().hops.size()) - 1);
        take(u"traceflow-dropped"_s);
        const auto& kept = traces().list().traces();
        QVERIFY(kept.size() >= 2);
        traces().compare(ShownTrace(kept[1]), ShownTrace(kept[0]));
        take(u"traceflow-compared"_s);
    }

    void aTraceUnderWay() {
        simulator::Fault late;
        late.kind = simulator::Fault::Kind::Delay;
        late.delayMs = 120'000;
        late.pathContains = "observations";
        late.count = -1;
        manager().addFault(late);
        manager().clearRequests();
        traces().run(flow(u"prod-webshop-web-01"_s, u"prod-webshop-app-01"_s, 8443));
        QTRY_VERIFY_WITH_TIMEOUT(shown<ProgressStrip>() != nullptr && wasSent(), kPatience);
        take(u"traceflow-running"_s);
        bool hasStopped = false;
        traces().stop([&hasStopped] { hasStopped = true; });
        QTRY_VERIFY_WITH_TIMEOUT(hasStopped, kPatience);
        take(u"traceflow-stopped"_s);
        manager().clearFaults();
    }

    void aSuite() {
        QTemporaryDir folder;
        QFile file(folder.filePath(u"webshop.yaml"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("name: Webshop before and after\nflows:\n"
                   "  - {name: the shop reaches its application, from: prod-webshop-web-01, "
                   "to: prod-webshop-app-01, port: 8443}\n"
                   "  - {name: the shop reaches the CRM, from: prod-webshop-web-01, "
                   "to: prod-crm-app-01, port: 22}\n"
                   "  - {name: no shell from the shop, from: prod-webshop-web-01, "
                   "to: prod-crm-app-01, port: 22, expect: dropped}\n");
        file.close();
        QVERIFY(traces().suite().open(file.fileName()).has_value());
        window().findChild<QAbstractButton*>(u"suiteRun"_s)->click();
        QTRY_VERIFY_WITH_TIMEOUT(!traces().isTracing(), kPatience);
        // The panel stands behind a tab.
        for (QWidget* page = &traces().suite(); page != nullptr; page = page->parentWidget()) {
            if (auto* tabs = qobject_cast<QTabWidget*>(page)) {
                tabs->setCurrentWidget(&traces().suite());
            }
        }
        take(u"traceflow-suite"_s);
    }

    void aTraceThatCannotBeMade() {
        breakManager(503, 503, "traceflow");
        trace(flow(u"prod-webshop-web-01"_s, u"prod-webshop-app-01"_s, 8443));
        take(u"traceflow-error"_s);
        window().findChild<NoticeStrip*>(u"traceNotice"_s)->hide();
        manager().clearFaults();
    }

    void observationsOfEveryKind_data() {
        QTest::addColumn<int>("index");
        const auto cases = everyTraceCase();
        for (std::size_t i = 0; i < cases.size(); ++i) {
            QTest::addRow("%s", qPrintable(cases[i].name)) << static_cast<int>(i);
        }
    }
    void observationsOfEveryKind() {
        QFETCH(const int, index);
        const TraceCase one = everyTraceCase()[static_cast<std::size_t>(index)];
        show(one.trace);
        take(stateOf(one.name));
    }

    void aTraceThatTookTooLong() {
        model::Trace late = everyTraceCase()[0].trace;
        late.observations.resize(late.observations.size() / 2);
        late.status.state = model::TraceState::Failed;
        late.status.requestStatus = u"TIMEOUT"_s;
        show(late);
        take(u"traceflow-timed-out"_s);
    }

    void namesOfAHundredCharacters() {
        model::Trace all = everyTraceCase()[0].trace;
        for (model::TraceObservation& one : all.observations) {
            one.componentName = UntrustedText(longName(one.componentName.raw(), 1));
            one.portName = UntrustedText(longName(one.portName.raw(), 2));
            one.nodeName = UntrustedText(longName(one.nodeName.raw(), 3));
        }
        show(all);
        traces().form().fill(flow(longName(u"source"_s, 1), longName(u"to"_s, 2), 1));
        take(u"traceflow-long"_s);
    }

    void intrusionDetection() {
        window().showPlace(PlaceId::Idps);
        readIdps();
        const std::array<std::pair<IdpsPage, QString>, 5> pages{
            {{IdpsPage::Events, u"idps-events"_s},
             {IdpsPage::Clusters, u"idps-clusters"_s},
             {IdpsPage::Rules, u"idps-rules"_s},
             {IdpsPage::Profiles, u"idps-profiles"_s},
             {IdpsPage::Signatures, u"idps-signatures"_s}}};
        for (const auto& [page, state] : pages) {
            idps().showPage(page);
            QTRY_VERIFY_WITH_TIMEOUT(!idps().reader().isBusy(), kPatience);
            TableView& table = idps().list(page).table();
            table.setCurrentIndex(table.model()->index(1, 1));
            table.setFocus();
            take(state);
        }
        idps().showPage(IdpsPage::Events);
        idps().list(IdpsPage::Events).setFilterText(u"nothing-is-called-like-this"_s);
        take(u"idps-nothing"_s);
        idps().list(IdpsPage::Events).setFilterText({});
    }

    void intrusionDetectionOfLongNames() {
        IdpsList& events = idps().list(IdpsPage::Events);
        events.setRecords(eventRecords(lengthened(idps().reader().events()).toObject(), nullptr),
                          true);
        events.table().setCurrentIndex(events.table().model()->index(1, 1));
        take(u"idps-long"_s);
    }

    void intrusionDetectionThatIsQuiet() {
        idps().list(IdpsPage::Events).setRecords({}, true);
        take(u"idps-quiet"_s);
    }

    void intrusionDetectionInTrouble() {
        breakIdps(403, 401);
        take(u"idps-denied"_s);
        manager().clearFaults();
        breakIdps(404, 600);
        take(u"idps-missing"_s);
        manager().clearFaults();
        breakIdps(500, 500);
        take(u"idps-error"_s);
        manager().clearFaults();
        simulator::Fault late;
        late.kind = simulator::Fault::Kind::Delay;
        late.delayMs = 120'000;
        late.count = -1;
        manager().addFault(late);
        idps().reader().clear();
        idps().reader().refresh();
        take(u"idps-reading"_s);
        idps().reader().cancel();
        QTRY_VERIFY_WITH_TIMEOUT(!idps().reader().isBusy(), kPatience);
        manager().clearFaults();
        readIdps();
    }

    void intrusionDetectionThatIsOff() {
        idps().showPage(IdpsPage::Clusters);
        TableView& table = idps().list(IdpsPage::Clusters).table();
        table.setCurrentIndex(table.model()->index(0, 1));
        QAction* off = idps().changes()[1];
        QTRY_VERIFY(off->isEnabled());
        off->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(shown<ConfirmDialog>() != nullptr, kPatience);
        shown<ConfirmDialog>()->accept();
        QTRY_VERIFY_WITH_TIMEOUT(shown<ConfirmDialog>() == nullptr && !idps().reader().isBusy() &&
                                     window().findChild<NoticeStrip*>(u"idpsNotice"_s)->isVisible(),
                                 kPatience);
        readIdps();
        take(u"idps-off"_s);
    }

    void withoutAManager() {
        showEstate(longEstate());
        take(u"idps-offline"_s);
        window().showPlace(PlaceId::Traceflow);
        traces().view().clear();
        traces().form().fill({});
        take(u"traceflow-offline"_s);
    }
};

PICTURE_MAIN(TestPicturesTraces)
#include "tst_pictures_traces.moc"
