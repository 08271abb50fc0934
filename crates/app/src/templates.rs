//! The templates people write themselves: kept for the options page.

use crate::App;
use crate::ports::Ports;
use baton_protocol::{Failure, OwnReply, TemplatesView};
use baton_templates::{KeptTemplates, TemplatesFile, plan_import};

impl<P: Ports> App<P> {
    pub(crate) async fn view_templates(&self) -> Result<OwnReply, Failure> {
        let KeptTemplates { revision, file } = self.load_templates().await?;
        Ok(OwnReply::Templates(TemplatesView {
            text: file.encode(),
            revision,
        }))
    }

    pub(crate) async fn save_templates(&self, text: &str, base: u64) -> Result<OwnReply, Failure> {
        let file = TemplatesFile::decode(text).map_err(|_| Failure::Malformed)?;
        // What can be taken over into nothing stands on its own.
        if !plan_import(&TemplatesFile::default(), &file).is_possible() {
            return Err(Failure::Malformed);
        }
        let _writing = self.writing.lock().await;
        let standing = self.load_templates().await?;
        if standing.revision != base {
            // The same told again: the answer got lost with a stopped worker.
            return if standing.file == file {
                Ok(OwnReply::TemplatesSaved {
                    revision: standing.revision,
                })
            } else {
                Err(Failure::Outdated)
            };
        }
        let revision = base + 1;
        self.keep_templates(&KeptTemplates { revision, file })
            .await?;
        Ok(OwnReply::TemplatesSaved { revision })
    }
}
