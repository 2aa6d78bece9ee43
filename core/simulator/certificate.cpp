// SPDX-License-Identifier: MIT
#include "simulator/certificate.h"

#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>

#include <array>
#include <cstdint>

namespace bulkhead::simulator {

using namespace Qt::StringLiterals;

namespace {

constexpr long kSecondsPerDay = 24L * 60 * 60;

bool addExtension(X509* certificate, int nid, const QByteArray& value) {
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
    const std::unique_ptr<X509_EXTENSION, decltype(&X509_EXTENSION_free)> extension(
        X509V3_EXT_conf_nid(nullptr, &context, nid, value.constData()), &X509_EXTENSION_free);
    return extension && X509_add_ext(certificate, extension.get(), -1) == 1;
}

bool addName(X509_NAME* name, const char* field, const char* value) {
    return X509_NAME_add_entry_by_txt(name, field, MBSTRING_UTF8,
                                      reinterpret_cast<const unsigned char*>(value), -1, -1,
                                      0) == 1;
}

bool fill(X509* certificate, EVP_PKEY* key, const QString& address) {
    std::uint64_t serial = 0;
    if (RAND_bytes(reinterpret_cast<unsigned char*>(&serial), sizeof serial) != 1) {
        return false;
    }
    QByteArray names("IP:127.0.0.1,IP:0:0:0:0:0:0:0:1,DNS:localhost");
    if (address != u"127.0.0.1"_s && address != u"::1"_s) {
        names += ",IP:" + address.toLatin1();
    }
    X509_NAME* subject = X509_get_subject_name(certificate);
    return X509_set_version(certificate, X509_VERSION_3) == 1 &&
           ASN1_INTEGER_set_uint64(X509_get_serialNumber(certificate), serial >> 1U) == 1 &&
           X509_gmtime_adj(X509_getm_notBefore(certificate), -kSecondsPerDay) != nullptr &&
           X509_gmtime_adj(X509_getm_notAfter(certificate), 365 * kSecondsPerDay) != nullptr &&
           X509_set_pubkey(certificate, key) == 1 &&
           addName(subject, "O", "Bulkhead simulated NSX Manager") &&
           addName(subject, "CN", "localhost") && X509_set_issuer_name(certificate, subject) == 1 &&
           addExtension(certificate, NID_basic_constraints, "critical,CA:FALSE") &&
           addExtension(certificate, NID_key_usage, "critical,digitalSignature") &&
           addExtension(certificate, NID_ext_key_usage, "serverAuth") &&
           addExtension(certificate, NID_subject_alt_name, names) &&
           X509_sign(certificate, key, EVP_sha256()) > 0;
}

} // namespace

Result<Certificate> Certificate::make(const QString& address) {
    Certificate made;
    made.m_key.reset(EVP_EC_gen("P-256"));
    made.m_certificate.reset(X509_new());
    if (!made.m_key || !made.m_certificate ||
        !fill(made.m_certificate.get(), made.m_key.get(), address)) {
        return fail(ErrorKind::Failed, u"Check the OpenSSL installation."_s,
                    u"OpenSSL could not make a certificate for the simulated manager."_s);
    }
    return made;
}

QString Certificate::sha256() const {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int length = 0;
    X509_digest(m_certificate.get(), EVP_sha256(), digest.data(), &length);
    const QByteArray bytes(reinterpret_cast<const char*>(digest.data()),
                           static_cast<qsizetype>(length));
    return QString::fromLatin1(bytes.toHex(':').toUpper());
}

QByteArray Certificate::pem() const {
    const std::unique_ptr<BIO, decltype(&BIO_free)> memory(BIO_new(BIO_s_mem()), &BIO_free);
    PEM_write_bio_X509(memory.get(), m_certificate.get());
    char* data = nullptr;
    const long size = BIO_get_mem_data(memory.get(), &data);
    return {data, size};
}

} // namespace bulkhead::simulator
