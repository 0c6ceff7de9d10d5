// Signs PDFs with PDFBox and Bouncy Castle, as the examples of PDFBox do.

import java.awt.image.BufferedImage;
import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Calendar;
import java.util.Hashtable;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.interactive.digitalsignature.PDSignature;
import org.apache.pdfbox.pdmodel.interactive.digitalsignature.SignatureOptions;
import org.apache.pdfbox.pdmodel.interactive.digitalsignature.visible.PDVisibleSigProperties;
import org.apache.pdfbox.pdmodel.interactive.digitalsignature.visible.PDVisibleSignDesigner;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.ess.ESSCertIDv2;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.DefaultSignedAttributeTableGenerator;
import org.bouncycastle.cms.SignerInfoGenerator;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;

public class SignWithPdfbox {
    static PrivateKey key;
    static Certificate[] chain;

    /** Takes a key store and its password, then in, out and sub filter of each file. */
    public static void main(String[] args) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        char[] password = args[1].toCharArray();
        try (InputStream in = new FileInputStream(args[0])) {
            store.load(in, password);
        }
        String alias = store.aliases().nextElement();
        key = (PrivateKey) store.getKey(alias, password);
        chain = store.getCertificateChain(alias);
        for (int i = 2; i < args.length; i += 3) {
            sign(new File(args[i]), new File(args[i + 1]), args[i + 2]);
        }
    }

    static void sign(File in, File out, String subFilter) throws Exception {
        PDSignature signature = new PDSignature();
        signature.setFilter(PDSignature.FILTER_ADOBE_PPKLITE);
        signature.setSubFilter(COSName.getPDFName(subFilter));
        signature.setName("Trudy");
        signature.setReason("Agreed");
        signature.setSignDate(Calendar.getInstance());
        boolean pades = subFilter.startsWith("ETSI");
        try (PDDocument document = PDDocument.load(in);
                FileOutputStream target = new FileOutputStream(out);
                SignatureOptions look = new SignatureOptions()) {
            if (pades) {
                look.setVisualSignature(visible(document));
            }
            document.addSignature(signature, content -> cms(content, pades), look);
            document.saveIncremental(target);
        }
    }

    static PDVisibleSigProperties visible(PDDocument document) throws IOException {
        BufferedImage ink = new BufferedImage(160, 40, BufferedImage.TYPE_INT_RGB);
        PDVisibleSignDesigner place = new PDVisibleSignDesigner(document, ink, 1);
        place.xAxis(60).yAxis(400);
        PDVisibleSigProperties properties = new PDVisibleSigProperties();
        properties.signerName("Trudy").page(1).visualSignEnabled(true);
        properties.setPdVisibleSignature(place).buildSignature();
        return properties;
    }

    static byte[] cms(InputStream content, boolean pades) throws IOException {
        try {
            X509Certificate own = (X509Certificate) chain[0];
            ContentSigner signer = new JcaContentSignerBuilder("SHA256withRSA").build(key);
            JcaSignerInfoGeneratorBuilder info =
                new JcaSignerInfoGeneratorBuilder(new JcaDigestCalculatorProviderBuilder().build());
            if (pades) {
                info.setSignedAttributeGenerator(new DefaultSignedAttributeTableGenerator() {
                    @Override
                    @SuppressWarnings("rawtypes")
                    protected Hashtable createStandardAttributeTable(java.util.Map parameters) {
                        Hashtable table = super.createStandardAttributeTable(parameters);
                        table.remove(CMSAttributes.signingTime);
                        table.put(PKCSObjectIdentifiers.id_aa_signingCertificateV2, certified(own));
                        return table;
                    }
                });
            }
            CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
            generator.addSignerInfoGenerator(info.build(signer, own));
            generator.addCertificates(new JcaCertStore(Arrays.asList(chain)));
            return generator.generate(new CMSProcessableByteArray(content.readAllBytes()), false).getEncoded();
        } catch (IOException error) {
            throw error;
        } catch (Exception error) {
            throw new IOException(error);
        }
    }

    static Attribute certified(X509Certificate own) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(own.getEncoded());
            SigningCertificateV2 reference = new SigningCertificateV2(new ESSCertIDv2(hash));
            return new Attribute(PKCSObjectIdentifiers.id_aa_signingCertificateV2, new DERSet(reference));
        } catch (Exception error) {
            throw new IllegalStateException(error);
        }
    }
}
